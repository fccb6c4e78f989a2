import { Inject, Injectable } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { Recorded } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import {
  INSTALLATIONS,
  INSTALLATION_ID,
  QueryReply,
  maySee,
  type Caller,
  type Installation,
  type InstallationEvent,
} from '@accord/platform';
import { fund, type Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { bucketTexts, type FundBalanceBody } from './fund.response';
import { recordedBy } from './point-in-time';

export class FundBalanceQuery {
  /** A log position, an instant of recording, or a date of the sandbox clock; now when absent. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}

/** Answers from the fund's own stream, as it was recorded by some moment. */
@Injectable()
export class FundBalanceAsOf {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    @Inject(INSTALLATIONS) private readonly installations: Streams<Installation, InstallationEvent>,
    private readonly log: EventStore,
  ) {}

  /**
   * @returns undefined when there was no such fund by then, or none that this caller may see
   * @throws Problem 400 when `asOf` cannot be read
   */
  async of(
    caller: Caller,
    fundId: string,
    { asOf }: FundBalanceQuery,
  ): Promise<QueryReply<FundBalanceBody> | undefined> {
    const { position } = await this.log.head();
    const events = await this.recorded(fundId, asOf);
    const state = events.reduce((so, event) => fund.evolve(so, event), fund.initial);
    const last = events.at(-1);
    if (!last || state.status === 'unknown' || !maySee(caller, state.partnerId)) return undefined;
    const { partnerId, status, balances } = state;
    const { currency } = balances;
    const body = { fundId, partnerId, status, currency, ...bucketTexts(balances, currency) };
    const reflected = asOf === undefined ? position : last.position;
    return new QueryReply(body, reflected, false, last.revision);
  }

  private async recorded(fundId: string, asOf: string | undefined): Promise<Recorded<FundEvent>[]> {
    if (asOf === undefined) return this.funds.events(fundId);
    const wasRecorded = recordedBy(asOf, await this.installations.events(INSTALLATION_ID));
    return (await this.funds.events(fundId)).filter(wasRecorded);
  }
}
