import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, uuidFrom, type Decision } from '@accord/kernel';
import { EventStore, type Outcome, type Sight, type Streams } from '@accord/event-store';
import { EarningsQuery } from '@accord/incentives';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Account } from '../account/account';
import { accountId } from '../account/account-id';
import type { AccountEvent } from '../account/account.events';
import { covers, type HoldScope } from '../account/hold';
import { ACCOUNTS } from '../payouts.token';
import { placeHold } from './place-hold';

export interface WantedHold {
  readonly book: string;
  readonly partnerId: string;
  readonly scope: HoldScope;
  readonly reason: string;
}

/** The hold of a command, which names it. */
export const holdIdOf = ({ commandId }: CommandContext['envelope']): string =>
  uuidFrom('hold', commandId);

export class PlaceHoldCommand extends Command<Outcome<Account, AccountEvent>> {
  constructor(
    readonly body: WantedHold,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Refuses what would hold nothing for ever: a payee, line or deal that nobody knows. */
@CommandHandler(PlaceHoldCommand)
export class PlaceHoldHandler implements ICommandHandler<PlaceHoldCommand> {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly log: EventStore,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
    private readonly earnings: EarningsQuery,
  ) {}

  async execute({ body, context }: PlaceHoldCommand): Promise<Outcome<Account, AccountEvent>> {
    const { book, partnerId, scope, reason } = body;
    const { envelope, options, today } = context;
    const program = await this.programs.inForce(book, today, { fresh: true });
    if (!program) {
      const message = `There is no program "${book}" in force on ${today}`;
      return { kind: 'rejected', rejections: [{ code: 'book-unknown', message, path: 'book' }] };
    }
    const { entity, currency } = program.rules;
    const id = accountId(entity, partnerId, currency);
    const payee = { accountId: id, partnerId, book, currency };
    const hold = { ...payee, holdId: holdIdOf(envelope), scope, reason, placedOn: today };
    const decide = async (state: Account, sight: Sight): Promise<Decision<AccountEvent>> =>
      (await this.unknown(body, state, context, sight)) ?? placeHold(state, hold);
    return this.accounts.transact(id, envelope, decide, options);
  }

  private async unknown(
    { partnerId, scope }: WantedHold,
    { lines, claims, revision }: Account,
    { today }: CommandContext,
    sight: Sight,
  ): Promise<Decision<never> | undefined> {
    const { standing } = await this.partners.standing(partnerId, today, sight);
    // A person who is paid is no partner, and has an account.
    if (!standing.enrolled && revision < 0) {
      return rejected('partner-unknown', `No partner "${partnerId}"`, 'partnerId');
    }
    switch (scope.kind) {
      case 'account':
        return undefined;
      case 'line': {
        const { lineId } = scope;
        if (lines.has(lineId) || claims.has(lineId)) return undefined;
        return (await this.hasEarned(partnerId, { lineId }))
          ? undefined
          : rejected('line-unknown', `"${partnerId}" has no line "${lineId}"`, 'lineId');
      }
      case 'deal': {
        const { dealId } = scope;
        if ([...lines].some(([id, { basis }]) => covers(scope, id, basis))) return undefined;
        return (await this.hasEarned(partnerId, { dealId }))
          ? undefined
          : rejected('deal-unknown', `No sale of deal "${dealId}" is known to it`, 'dealId');
      }
    }
  }

  private async hasEarned(
    partnerId: string,
    by: { readonly lineId: string } | { readonly dealId: string },
  ): Promise<boolean> {
    const { position } = await this.log.head();
    return this.earnings.has(partnerId, by, position);
  }
}
