import type { EndpointRow } from '@accord/audit';
import type { Logger } from '@accord/platform';
import { pause, repeatedly } from '../repeatedly';

/** A change of an endpoint has its effect within about this time. */
const LOOK_EVERY_MS = 500;
const AGAIN_AFTER_MS = 2_000;

interface Running {
  readonly revision: number;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Keeps one delivery running for each active endpoint, in the form that it has now. */
export class Webhooks {
  private readonly running = new Map<string, Running>();

  constructor(
    /** Every endpoint there is. */
    private readonly endpoints: () => Promise<readonly EndpointRow[]>,
    /** Tells one endpoint until the signal says stop. */
    private readonly deliver: (endpoint: EndpointRow, signal: AbortSignal) => Promise<void>,
    private readonly logger: Logger,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<void> {
    await repeatedly(
      LOOK_EVERY_MS,
      this.signal,
      async () => this.follow(await this.endpoints()),
      (error) =>
        this.logger.error({ err: error }, 'the endpoints of webhooks cannot be read; trying again'),
    );
    await this.follow([]);
  }

  private async follow(rows: readonly EndpointRow[]): Promise<void> {
    const active = new Map(
      rows.filter(({ status }) => status === 'active').map((row) => [row.endpoint_id, row]),
    );
    const outdated = [...this.running].filter(
      ([id, { revision }]) => active.get(id)?.revision !== revision,
    );
    // One delivery of an endpoint at a time: the next begins when the one before has ended.
    for (const [, { stop }] of outdated) stop.abort();
    await Promise.all(outdated.map(([, { ended }]) => ended));
    for (const [id] of outdated) this.running.delete(id);
    for (const [id, row] of active)
      if (!this.running.has(id)) this.running.set(id, this.start(row));
  }

  private start(row: EndpointRow): Running {
    const stop = new AbortController();
    const signal = AbortSignal.any([this.signal, stop.signal]);
    return { revision: row.revision, stop, ended: this.untilStopped(row, signal) };
  }

  /** A delivery ends by itself when its endpoint was given up; what fails is begun anew. */
  private async untilStopped(row: EndpointRow, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await this.deliver(row, signal);
      } catch (error) {
        const about = { err: error, endpoint: row.endpoint_id };
        this.logger.error(about, 'telling an endpoint failed and begins anew');
        await pause(AGAIN_AFTER_MS, signal);
      }
    }
  }
}
