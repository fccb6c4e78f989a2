import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type Reactor } from '@accord/platform';
import type { Fund } from '../fund';
import { fundEvents, type FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { receiveTransfer, takeBackTransfer } from './finish-transfer';

type Unfinished = Extract<
  Recorded<FundEvent>,
  { type: 'FundTransferSent' } | { type: 'FundTransferRefused' }
>;

const isUnfinished = (event: Recorded): event is Unfinished =>
  fundEvents.includes(event) &&
  (event.type === 'FundTransferSent' || event.type === 'FundTransferRefused');

/** Brings what is in transit to its fund, or back. */
@Injectable()
export class FinishTransferReactor implements Reactor {
  readonly name = 'finish-fund-transfer';

  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isUnfinished(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isUnfinished(event)) return;
    const fundId = event.stream.slice('fund-'.length);
    const on = event.envelope.occurredOn;
    const { correlationId } = event.envelope;
    const cause = { today: on, correlationId, causationId: event.id };
    const { envelope } = this.contexts.ofSystem([this.name, event.id], cause);
    const outcome =
      event.type === 'FundTransferSent'
        ? await this.funds.transact(event.data.toFundId, envelope, (state) =>
            receiveTransfer(state, { transfer: event.data, fromFundId: fundId, on }),
          )
        : await this.funds.transact(event.data.fromFundId, envelope, (state) =>
            takeBackTransfer(state, { transfer: event.data, toFundId: fundId, on }),
          );
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}
