import { Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import { CustomerFates } from '@accord/customers';
import type { Reactor } from '@accord/platform';
import { isMoveBegan, type MoveBegan } from '../exclusivity/move-began';
import { SplitProtocol } from './split-protocol';

const isBegun = (event: Recorded): event is MoveBegan =>
  isMoveBegan(event) && event.data.deals !== null;

/** Brings a split to its end when the process that began it has died. */
@Injectable()
export class FinishSplitReactor implements Reactor {
  readonly name = 'finish-split';

  constructor(
    private readonly protocol: SplitProtocol,
    private readonly fates: CustomerFates,
  ) {}

  handles(event: Recorded): boolean {
    return isBegun(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isBegun(event)) return;
    const move = event.data;
    // The same command: whoever of the two goes on, it is one split.
    const envelope = { ...event.envelope, causationId: event.id };
    const done = await this.fates.repeated(move.from, { envelope, options: {} });
    if (done) return;
    await this.protocol.complete(move, await this.protocol.parting(move), envelope);
  }
}
