import { Inject, Injectable } from '@nestjs/common';
import { currency as currencyOf, formatAmount, money } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import {
  PageQuery,
  PointInTime,
  QueryReply,
  decodePositionCursor,
  maySee,
  pageOf,
  type Caller,
  type Page,
} from '@accord/platform';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { ACCOUNTS } from '../payouts.token';
import type { AccountLineBody, BalancesBody } from './account-explanation.response';
import { accountLines, type AccountLine } from './account-lines';

export class AccountExplanationQuery extends PageQuery {
  /** A log position, an instant, or a date of a sandbox clock: what was recorded by then. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  asOf?: string;
}

/** What the vendor considers and has not done is not for partners. */
const OF_THE_VENDOR: ReadonlySet<string> = new Set<AccountEvent['type']>([
  'WriteOffProposed',
  'WriteOffRejected',
  'EstimatePosted',
]);

/** Explains an account's balances by the events that made them, from its own stream. */
@Injectable()
export class AccountExplanation {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly log: EventStore,
    private readonly pointInTime: PointInTime,
  ) {}

  /** @returns undefined when there was nothing in it by then, or none that this caller may see */
  async of(
    caller: Caller,
    accountId: string,
    { asOf, cursor, limit }: AccountExplanationQuery,
  ): Promise<QueryReply<Page<AccountLineBody>> | undefined> {
    const after = decodePositionCursor(cursor) ?? -1n;
    const { position } = await this.log.head();
    const all = await this.accounts.events(accountId);
    const events = asOf === undefined ? all : all.filter(await this.pointInTime.resolve(asOf));
    const [first] = events;
    if (!first || !maySee(caller, first.data.partnerId)) return undefined;
    const isForCaller = ({ type }: AccountEvent): boolean =>
      caller.partnerId === null || !OF_THE_VENDOR.has(type);
    const lines = accountLines(events).filter(
      ({ event }) => event.position > after && isForCaller(event),
    );
    const bodies = lines.slice(0, limit + 1).map((line) => lineBody(line, caller));
    return new QueryReply(
      pageOf(bodies, limit, (line) => line.position),
      position,
      false,
    );
  }
}

function lineBody(
  { event, text, changes, after }: AccountLine,
  { partnerId }: Caller,
): AccountLineBody {
  const { data } = event;
  const shown = partnerId === null ? everything : withoutAccrued;
  return {
    position: event.position.toString(),
    revision: event.revision,
    eventId: event.id,
    type: event.type,
    occurredOn: event.envelope.occurredOn,
    recordedAt: event.recordedAt,
    rules: data.postings.map(({ rule }) => rule),
    text,
    statementId: 'statementId' in data ? data.statementId : null,
    paymentId: 'paymentId' in data ? data.paymentId : null,
    claimId: 'claim' in data ? data.claim.claimId : null,
    openingId: 'opening' in data ? data.opening.openingId : null,
    holdId: 'holdId' in data ? data.holdId : null,
    changes: texts(shown(changes), data.currency, true),
    after: texts(shown(after), data.currency, false),
  };
}

type Changes = AccountLine['changes'];
const everything = (balances: Changes): Changes => balances;
const withoutAccrued = ({ accrued: _accrued, ...balances }: Changes): Changes => balances;

const texts = (balances: Changes, code: string, isSigned: boolean): BalancesBody =>
  Object.fromEntries(
    Object.entries(balances).map(([name, minor]) => {
      const text = formatAmount(money(minor, currencyOf(code)));
      return [name, isSigned && minor > 0n ? `+${text}` : text];
    }),
  );
