import type { LogRecord, RecentLog } from '@accord/event-store';
import type { DisabledCode, EndpointRow, EventVisibility } from '@accord/audit';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { Caller, Logger } from '@accord/platform';
import type { DeliveryRow, WebhookProgress } from '@accord/read-store';
import { pause } from '../repeatedly';
import { Lanes } from './lanes';
import type { Answered } from './post-event';
import { retryDelay } from './retry-delay';
import type { Outgoing } from './signed-message';

/** Records that are read together. */
const WINDOW = 100;
/** Streams that are told at once. */
const LANES = 16;
/** Events that wait while others are not taken. */
const WAITING = 1_000;

export interface DeliverySettings {
  readonly firstRetryMs: number;
  readonly giveUpMs: number;
}

/** What a delivery needs of the outside. */
export interface DeliveryPorts {
  readonly log: Pick<RecentLog, 'pages'>;
  readonly progress: Pick<WebhookProgress, 'begin' | 'moveTo' | 'record' | 'sent'>;
  readonly visibility: {
    shown(...of: Parameters<EventVisibility['shown']>): Promise<object | undefined>;
  };
  readonly logger: Logger;
  /** @returns undefined when the principal has no valid API key any more */
  callerOf(principalId: string): Promise<Caller | undefined>;
  send(endpoint: EndpointRow, message: Outgoing, signal: AbortSignal): Promise<Answered>;
  disable(endpoint: EndpointRow, code: DisabledCode, why: string): Promise<void>;
}

interface Told extends Outgoing {
  readonly position: LogPosition;
  /** What is known of sending it before. */
  readonly sent: DeliveryRow | undefined;
  readonly stream: string;
  readonly type: string;
}

/**
 * Tells one endpoint every event that it may see: those of one stream one after another, different
 * streams side by side. An event that is not taken holds up its own stream, and the endpoint once so
 * many streams are held up as are told at once, or so many events wait.
 */
export class EndpointDelivery {
  private readonly stopped = new AbortController();
  private readonly signal: AbortSignal;
  private readonly lanes = new Lanes<Told>({
    atOnce: LANES,
    limit: WAITING,
    keyOf: ({ stream }) => stream,
    work: (event) => this.tell(event),
  });
  /** Of events that are not taken yet, in the order of the log: the position before each. */
  private readonly open = new Map<string, LogPosition>();
  private read: LogPosition;
  private moved: LogPosition;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly endpoint: EndpointRow,
    private readonly ports: DeliveryPorts,
    private readonly settings: DeliverySettings,
    stop: AbortSignal,
  ) {
    this.signal = AbortSignal.any([stop, this.stopped.signal]);
    this.read = this.moved = logPosition(endpoint.start_after);
  }

  /** Until the signal says stop, or the endpoint is given up. @throws what telling an event threw */
  async run(): Promise<void> {
    const { endpoint, ports, signal } = this;
    const start = { endpoint: endpoint.endpoint_id, revision: endpoint.start_revision };
    this.read = this.moved = await ports.progress.begin({ ...start, after: this.read });
    const after = this.read === 0n ? undefined : this.read;
    try {
      for await (const records of ports.log.pages(after, WINDOW, signal)) {
        await this.lanes.add(await this.toldOf(records));
        if (signal.aborted) break;
        await this.move();
      }
    } finally {
      // Whoever begins anew must not meet attempts of this one.
      this.stopped.abort();
      await this.lanes.done();
    }
    if (this.failure) throw this.failure.error;
  }

  private async toldOf(records: readonly LogRecord[]): Promise<Told[]> {
    const caller = await this.caller();
    if (!caller) return [];
    const shown: Omit<Told, 'sent'>[] = [];
    let read = this.read;
    for (const { event, position } of records) {
      const before = read;
      read = position;
      if (!event || this.endpoint.types?.includes(event.type) === false) continue;
      const body = await this.ports.visibility.shown(event, caller);
      if (!body) continue;
      const { id: eventId, stream, type } = event;
      this.open.set(eventId, before);
      shown.push({ eventId, position, stream, type, body: JSON.stringify(body) });
    }
    // Not sooner: what others have been told meanwhile would move past what is not open yet.
    this.read = read;
    const ids = shown.map(({ eventId }) => eventId);
    const sent = await this.ports.progress.sent(this.endpoint.endpoint_id, ids);
    return shown.map((one) => ({ ...one, sent: sent.get(one.eventId) }));
  }

  private async tell(event: Told): Promise<void> {
    try {
      await this.untilTaken(event, event.sent);
      if (this.signal.aborted) return;
      this.open.delete(event.eventId);
      if (this.open.size === 0) await this.move();
    } catch (error) {
      this.failure ??= { error };
      this.stopped.abort();
    }
  }

  /** Whatever is before the first event that is not taken has been told. */
  private async move(): Promise<void> {
    const [first] = this.open.values();
    const position = first ?? this.read;
    if (position <= this.moved) return;
    this.moved = position;
    await this.ports.progress.moveTo(this.endpoint.endpoint_id, position);
  }

  private async untilTaken(event: Told, before: DeliveryRow | undefined): Promise<void> {
    if (before?.delivered) return;
    for (let isFirst = true; !this.signal.aborted; isFirst = false) {
      if (!isFirst && !(await this.caller())) return;
      const answer = await this.ports.send(this.endpoint, event, this.signal);
      // An attempt that a stop has cut off says nothing of the receiver.
      if (answer.status === null && this.signal.aborted) return;
      const delivered = answer.error === null;
      const { status, error } = answer;
      const attempt = { ...event, at: new Date(), status, error, delivered };
      const row = await this.ports.progress.record(this.endpoint.endpoint_id, attempt);
      if (delivered) return;
      this.ports.logger.warn(
        { ...this.about, event: event.eventId, status, attempts: row.attempts, why: error },
        'an event was not taken',
      );
      if (status === 410) return this.giveUp('gone', 'The receiver answered 410 Gone');
      if (this.isTooLong(row)) {
        const since = `since ${row.first_at} in ${row.attempts} attempts`;
        return this.giveUp('failing', `${event.type} was not taken ${since}; last: ${error}`);
      }
      const wait = retryDelay(row.attempts, this.settings.firstRetryMs, Math.random());
      await pause(Math.max(wait, answer.waitMs), this.signal);
    }
  }

  private isTooLong({ first_at, last_at }: DeliveryRow): boolean {
    const since = Math.max(Date.parse(first_at), Date.parse(this.endpoint.active_since));
    return Date.parse(last_at) - since >= this.settings.giveUpMs;
  }

  private async caller(): Promise<Caller | undefined> {
    const { principal_id } = this.endpoint;
    const caller = await this.ports.callerOf(principal_id);
    if (!caller) {
      await this.giveUp('principal-closed', `"${principal_id}" has no valid API key any more`);
    }
    return caller;
  }

  private async giveUp(code: DisabledCode, why: string): Promise<void> {
    if (this.signal.aborted) return;
    await this.ports.disable(this.endpoint, code, why);
    this.stopped.abort();
  }

  private get about(): object {
    return { endpoint: this.endpoint.endpoint_id };
  }
}
