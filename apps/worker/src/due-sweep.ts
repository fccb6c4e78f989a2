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
import type { ProgramClock } from '@accord/programs';
import type { ReadStore } from '@accord/read-store';
import type { ReactorLoop } from './reactor-loop';

/** How long tables and reactors may take to come to the head of the log. */
const CATCH_UP_LIMIT_MS = 60_000;
/** No zone's day begins earlier. */
const EARLIEST_ZONE = 'Pacific/Kiritimati';

/** What a sweep needs of the outside. */
export interface DueSweepPorts {
  readonly works: readonly DueWork[];
  readonly reactors: readonly Pick<ReactorLoop, 'name' | 'waitFor'>[];
  readonly store: Pick<EventStore, 'head'>;
  readonly views: Pick<ReadStore['checkpoints'], 'waitFor'>;
  readonly clock: Pick<BusinessClock, 'installation' | 'today'>;
  readonly programs: Pick<ProgramClock, 'today'>;
  readonly contexts: Pick<CommandContexts, 'ofSystem'>;
  readonly installations: Pick<Streams<Installation, InstallationEvent>, 'transact'>;
  readonly logger: Logger;
}

interface Due {
  readonly work: DueWork;
  readonly item: DueItem;
}

interface Pace {
  /** The business date by which it is judged whether something is due. */
  dayOf(due: Due): Promise<IsoDate>;
  /** @returns what has not come so far */
  catchUp(): Promise<Failures>;
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
        // Where the date changes first; elsewhere what is due then waits for its program's day.
        return this.workOff(await clock.today(EARLIEST_ZONE), {
          dayOf: (due) => this.dayOf(due),
          catchUp: () => this.comeCloser(),
        });
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
      await this.workOff(day, {
        dayOf: () => Promise.resolve(day),
        catchUp: () => this.catchUp(),
      });
      const { envelope } = this.ports.contexts.ofSystem(['due-work-completed', day], {
        today: day,
      });
      await this.ports.installations.transact(INSTALLATION_ID, envelope, (state) =>
        completeDueWork(state, { through: day }),
      );
    }
  }

  /** Until nothing is due but what cannot be done: work may make other work due. */
  private async workOff(latest: IsoDate, { dayOf, catchUp }: Pace): Promise<void> {
    const failures: Failures = new Map();
    for (let done = new Set<string>(); ;) {
      for (const [name, error] of await catchUp()) failures.set(name, error);
      const due = (await this.due(latest, failures)).filter((one) => !failures.has(nameOf(one)));
      for (const one of due.filter((again) => done.has(nameOf(again)))) {
        failures.set(nameOf(one), new Error('It was done and is still due'));
      }
      done = new Set();
      for (const one of due.filter((left) => !failures.has(nameOf(left)))) {
        await this.attempt(nameOf(one), failures, async () => {
          const day = await dayOf(one);
          if (one.item.dueOn > day) return;
          done.add(nameOf(one));
          await one.work.work(one.item, day);
        });
      }
      if (done.size === 0) break;
      this.ports.logger.debug({ day: latest, done: done.size }, 'due work done');
    }
    if (failures.size === 0) return;
    const names = [...failures.keys()].slice(0, 10).join(', ');
    const [cause] = failures.values();
    throw new Error(`${failures.size} parts of the due work of ${latest} failed: ${names}`, {
      cause,
    });
  }

  private async due(latest: IsoDate, failures: Failures): Promise<Due[]> {
    const { works } = this.ports;
    const due: Due[] = [];
    await Promise.all(
      works
        .filter(({ view }) => !failures.has(viewName(view)))
        .map((work) =>
          this.attempt(viewName(work.view), failures, async () => {
            for (const item of await work.due(latest)) due.push({ work, item });
          }),
        ),
    );
    return due.toSorted((a, b) => works.indexOf(a.work) - works.indexOf(b.work));
  }

  private async dayOf({ work, item }: Due): Promise<IsoDate> {
    const { clock, programs } = this.ports;
    const programId = await work.programOf(item);
    return programId === undefined ? clock.today() : programs.today(programId);
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

const nameOf = ({ item: { kind, subject, dueOn } }: Due): string => `${kind} ${subject} (${dueOn})`;
const viewName = (view: string): string => `what "${view}" knows`;
