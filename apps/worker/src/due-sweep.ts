import { plusDays, compareDates, type IsoDate, type LogPosition } from '@accord/kernel';
import type { EventStore, Streams } from '@accord/event-store';
import {
  INSTALLATION_ID,
  completeDueWork,
  type BusinessClock,
  type CommandContexts,
  type DueItem,
  type DueWork,
  type Installation,
  type InstallationEvent,
  type Logger,
} from '@accord/platform';
import type { ReadStore } from '@accord/read-store';
import type { ReactorLoop } from './reactor-loop';

/** How long tables and reactors may take to come to the head of the log. */
const CATCH_UP_LIMIT_MS = 60_000;

/** What a sweep needs of the outside. */
export interface DueSweepPorts {
  readonly works: readonly DueWork[];
  readonly reactors: readonly Pick<ReactorLoop, 'name' | 'waitFor'>[];
  readonly store: Pick<EventStore, 'head'>;
  readonly views: Pick<ReadStore['checkpoints'], 'waitFor'>;
  readonly clock: Pick<BusinessClock, 'installation' | 'today'>;
  readonly contexts: Pick<CommandContexts, 'ofSystem'>;
  readonly installations: Pick<Streams<Installation, InstallationEvent>, 'transact'>;
  readonly logger: Logger;
}

interface Due {
  readonly work: DueWork;
  readonly item: DueItem;
}

/**
 * Does what has fallen due. In a sandbox day by day, so that the work of a day sees that day's log. What
 * cannot be done holds up no other: it is told, and tried again with the next sweep.
 */
export class DueSweep {
  constructor(private readonly ports: DueSweepPorts) {}

  /** @throws Error naming what could not be done, once everything else is */
  async run(): Promise<void> {
    const { clock } = this.ports;
    const installation = await clock.installation();
    switch (installation.mode) {
      case 'none':
        return;
      case 'live':
        return this.workOff(await clock.today(), () => this.comeCloser());
      case 'sandbox':
        return this.workOffDays(installation.workedThrough, installation.today);
    }
  }

  private async workOffDays(workedThrough: IsoDate, today: IsoDate): Promise<void> {
    for (
      let day = plusDays(workedThrough, 1);
      compareDates(day, today) <= 0;
      day = plusDays(day, 1)
    ) {
      await this.workOff(day, () => this.catchUp());
      const { envelope } = this.ports.contexts.ofSystem(['due-work-completed', day], {
        today: day,
      });
      await this.ports.installations.transact(INSTALLATION_ID, envelope, (state) =>
        completeDueWork(state, { through: day }),
      );
    }
  }

  /** Until nothing is due but what cannot be done: work may make other work due. */
  private async workOff(day: IsoDate, catchUp: () => Promise<Failures>): Promise<void> {
    const failures: Failures = new Map();
    for (let done = new Set<string>(); ;) {
      for (const [name, error] of await catchUp()) failures.set(name, error);
      const due = (await this.due(day, failures)).filter(({ item }) => !failures.has(nameOf(item)));
      for (const { item } of due.filter((one) => done.has(nameOf(one.item)))) {
        failures.set(nameOf(item), new Error('It was done and is still due'));
      }
      const items = due.filter(({ item }) => !failures.has(nameOf(item)));
      if (items.length === 0) break;
      for (const { work, item } of items) {
        await this.attempt(nameOf(item), failures, () => work.work(item, day));
      }
      this.ports.logger.debug({ day, done: items.length }, 'due work done');
      done = new Set(items.map(({ item }) => nameOf(item)));
    }
    if (failures.size === 0) return;
    const names = [...failures.keys()].slice(0, 10).join(', ');
    const [cause] = failures.values();
    throw new Error(`${failures.size} parts of the due work of ${day} failed: ${names}`, { cause });
  }

  private async due(day: IsoDate, failures: Failures): Promise<Due[]> {
    const { works } = this.ports;
    const due: Due[] = [];
    await Promise.all(
      works
        .filter(({ view }) => !failures.has(viewName(view)))
        .map((work) =>
          this.attempt(viewName(work.view), failures, async () => {
            for (const item of await work.due(day)) due.push({ work, item });
          }),
        ),
    );
    return due.toSorted((a, b) => works.indexOf(a.work) - works.indexOf(b.work));
  }

  private async attempt(
    name: string,
    failures: Failures,
    step: () => Promise<void>,
  ): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.ports.logger.error({ err: error, name }, 'due work failed and is tried again');
      failures.set(name, error);
    }
  }

  /**
   * The tables and reactors have seen what was in the log a moment ago. A log that never rests is not waited
   * for; a reactor that is stuck holds up nothing that is due on a date.
   */
  private async comeCloser(): Promise<Failures> {
    const { position } = await this.ports.store.head();
    await Promise.all(
      this.ports.reactors.map(async (reactor) => {
        if (await reactor.waitFor(position, CATCH_UP_LIMIT_MS)) return;
        const about = { reactor: reactor.name };
        this.ports.logger.error(about, 'a reactor is behind; due work goes on without it');
      }),
    );
    return this.viewsBehind(position);
  }

  /** The tables and reactors have seen everything that is in the log now. @throws Error when one has not */
  private async catchUp(): Promise<Failures> {
    for (let seen = 0n; ;) {
      const { position } = await this.ports.store.head();
      if (position === seen) return new Map();
      await Promise.all(
        this.ports.reactors.map(async (reactor) => {
          if (await reactor.waitFor(position, CATCH_UP_LIMIT_MS)) return;
          throw new Error(
            `Due work waits for the reactor "${reactor.name}", which has not come so far`,
          );
        }),
      );
      const behind = await this.viewsBehind(position);
      if (behind.size > 0) return behind;
      // A reaction may have written something new.
      seen = position;
    }
  }

  private async viewsBehind(position: LogPosition): Promise<Failures> {
    const failures: Failures = new Map();
    const views = new Set(this.ports.works.map(({ view }) => view));
    await Promise.all(
      [...views].map((view) =>
        this.attempt(viewName(view), failures, () =>
          this.ports.views.waitFor([view], position, CATCH_UP_LIMIT_MS),
        ),
      ),
    );
    return failures;
  }
}

/** What could not be done, by its name. */
type Failures = Map<string, unknown>;

const nameOf = ({ kind, subject, dueOn }: DueItem): string => `${kind} ${subject} (${dueOn})`;
const viewName = (view: string): string => `what "${view}" knows`;
