import {
  canonicalJson,
  compareDates,
  isoDate,
  isIsoDate,
  sha256Hex,
  uuidFrom,
} from '@accord/kernel';
import type { Actor, Envelope, IsoDate, Moment, Reason } from '@accord/kernel';
import type { CommandOptions } from '@accord/event-store';
import type { Caller } from '../auth/caller';
import type { BusinessClock } from '../clock/business-clock';
import type { HttpCall } from './http-call';
import { dirtyText } from './dirty-text';
import { requestFault } from './problem';

/** What travels with a command beside its body: who, when, under which id and conditions. */
export interface CommandContext {
  readonly envelope: Envelope;
  readonly options: CommandOptions;
  readonly caller: Caller;
  /** The business date on which the command is given; `envelope.occurredOn` may lie before it. */
  readonly today: IsoDate;
  /** When it happened: `envelope.occurredOn`, with the instant where it happens now. */
  readonly moment: Moment;
}

export interface CommandDetails {
  /** IANA time zone of the program that the command is about; the installation's where there is none. */
  readonly zone?: string | undefined;
  /** Business date, where the caller's role may give one; today when absent. */
  readonly occurredOn?: string | undefined;
  readonly reason?: Reason | undefined;
}

const KEY = /^[\x21-\x7e]{1,200}$/;
const REVISION = /^"(\d{1,15})"$/;

/** Builds the context of a command from a request or, for work of Accord's own, from its cause. */
export class CommandContexts {
  constructor(private readonly clock: BusinessClock) {}

  /**
   * @throws Problem 400 when the key is missing or malformed, the body holds text that no store could
   *   give back, or the date lies in the future
   */
  async of(call: HttpCall, details: CommandDetails = {}): Promise<CommandContext> {
    const key = call.idempotencyKey;
    if (key === undefined || !KEY.test(key)) {
      const message =
        'Send Idempotency-Key: 1 to 200 visible ASCII characters, new for each command';
      throw requestFault([{ code: 'idempotency-key-required', message, path: 'Idempotency-Key' }]);
    }
    // Where a route takes no body, nobody else has looked at what was sent.
    const dirty = dirtyText(call.body);
    if (dirty.length > 0) throw requestFault(dirty);
    const { caller, actingAs } = call;
    const actor: Actor = { principal: caller.principalId, role: actingAs };
    const today = await this.clock.today(details.zone);
    const on = businessDate(details.occurredOn, today);
    const commandId = uuidFrom(caller.principalId, `${call.method} ${call.path}`, key);
    return {
      caller,
      today,
      moment: { on, at: on === today ? await this.clock.now() : null },
      options: { dryRun: call.dryRun, ...expectedRevision(call.ifMatch) },
      envelope: {
        commandId,
        commandHash: sha256Hex(canonicalJson(call.body ?? null)),
        correlationId: call.requestId,
        causationId: commandId,
        actor,
        occurredOn: on,
        ...(details.reason && { reason: details.reason }),
      },
    };
  }

  /**
   * The context of a command that Accord gives itself.
   * @param origin names reactor or job and its cause, for example ('expire-deal', dealId, dueOn): the
   *   same origin is the same command, however often it is given
   */
  ofSystem(
    origin: readonly [name: string, ...cause: string[]],
    cause: {
      readonly today: IsoDate;
      readonly correlationId?: string;
      readonly causationId?: string;
    },
  ): CommandContext {
    const commandId = uuidFrom('system', ...origin);
    return {
      caller: { principalId: `accord:${origin[0]}`, roles: ['system'], partnerId: null },
      today: cause.today,
      moment: { on: cause.today, at: null },
      options: {},
      envelope: {
        commandId,
        commandHash: sha256Hex(origin.join('\u001f')),
        correlationId: cause.correlationId ?? commandId,
        causationId: cause.causationId ?? commandId,
        actor: { principal: `accord:${origin[0]}`, role: 'system' },
        occurredOn: cause.today,
      },
    };
  }
}

function businessDate(given: string | undefined, today: IsoDate): IsoDate {
  if (given === undefined) return today;
  const path = 'occurredOn';
  if (!isIsoDate(given)) {
    throw requestFault([{ code: 'not-a-date', message: 'A date is written YYYY-MM-DD', path }]);
  }
  const date = isoDate(given);
  if (compareDates(date, today) > 0) {
    throw requestFault([{ code: 'date-in-future', message: `Today is ${today}`, path }]);
  }
  return date;
}

function expectedRevision(ifMatch: string | undefined): CommandOptions {
  if (ifMatch === undefined) return {};
  const revision = REVISION.exec(ifMatch)?.[1];
  if (revision === undefined) {
    const message = 'If-Match takes the ETag of a reply, for example "3"';
    throw requestFault([{ code: 'if-match-invalid', message, path: 'If-Match' }]);
  }
  return { expectedRevision: Number(revision) };
}
