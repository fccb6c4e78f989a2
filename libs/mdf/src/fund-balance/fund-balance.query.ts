import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import { PointInTime, QueryReply, type AsOfQuery, type Caller } from '@accord/platform';
import { fund, type Fund, type KnownFund } from '../fund';
import { NOTHING, post, postingOf, type HeldBuckets } from '../fund-balances';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { FundAccess } from './fund-access.query';
import { bucketTexts, ownTexts, type FundBalanceBody } from './fund.response';

/** Answers from the fund's own stream, as it was recorded by some moment. */
@Injectable()
export class FundBalanceAsOf {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly pointInTime: PointInTime,
    private readonly access: FundAccess,
    private readonly log: EventStore,
  ) {}

  /**
   * @returns undefined when there was no such fund by then, or none that this caller may see
   * @throws Problem 400 when `asOf` cannot be read
   */
  async of(
    caller: Caller,
    fundId: string,
    { asOf }: AsOfQuery,
  ): Promise<QueryReply<FundBalanceBody> | undefined> {
    const { position } = await this.log.head();
    const events = await this.recorded(fundId, asOf);
    const state = events.reduce((so, event) => fund.evolve(so, event), fund.initial);
    const last = events.at(-1);
    if (!last || state.status === 'unknown') return undefined;
    if (!(await this.access.sees(caller, state))) return undefined;
    const { partnerId, status, balances } = state;
    const { currency } = balances;
    const texts =
      caller.partnerId === partnerId || caller.partnerId === null
        ? bucketTexts(balances, currency)
        : ownTexts(heldBy(caller.partnerId, state, events), currency);
    const body = { fundId, partnerId, status, currency, ...texts };
    const reflected = asOf === undefined ? position : last.position;
    return new QueryReply(body, reflected, false, last.revision);
  }

  private async recorded(fundId: string, asOf: string | undefined): Promise<Recorded<FundEvent>[]> {
    if (asOf === undefined) return this.funds.events(fundId);
    return (await this.funds.events(fundId)).filter(await this.pointInTime.resolve(asOf));
  }
}

/** What the partner's requests hold of the fund's money. */
const heldBy = (
  partnerId: string,
  { requests }: KnownFund,
  events: readonly FundEvent[],
): HeldBuckets =>
  events
    .filter(
      ({ data }) => 'requestId' in data && requests.get(data.requestId)?.partnerId === partnerId,
    )
    .flatMap((event) => postingOf(event) ?? [])
    .reduce(post, NOTHING);
