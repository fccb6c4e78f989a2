import { plusDays, compareDates, type IsoDate } from '@accord/kernel';
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

const VIEWS_LIMIT_MS = 60_000;

/** Does what has fallen due. In a sandbox day by day, so that the work of a day sees that day's log. */
export class DueSweep {
  constructor(
    private readonly works: readonly DueWork[],
    private readonly reactors: readonly ReactorLoop[],
    private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly clock: BusinessClock,
    private readonly contexts: CommandContexts,
    private readonly installations: Streams<Installation, InstallationEvent>,
    private readonly logger: Logger,
  ) {}

  async run(): Promise<void> {
    const installation = await this.clock.installation();
    switch (installation.mode) {
      case 'none':
        return;
      case 'live':
        return this.workOff(await this.clock.today());
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
      await this.workOff(day);
      const { envelope } = this.contexts.ofSystem(['due-work-completed', day], { today: day });
      await this.installations.transact(INSTALLATION_ID, envelope, (state) =>
        completeDueWork(state, { through: day }),
      );
    }
  }

  /** Until nothing is due: work may make other work due. */
  private async workOff(day: IsoDate): Promise<void> {
    let before = new Set<string>();
    for (;;) {
      await this.catchUp();
      const due = await Promise.all(
        this.works.map(async (work) => (await work.due(day)).map((item) => ({ work, item }))),
      );
      const items = due.flat();
      if (items.length === 0) return;
      const left = items.filter(({ item }) => before.has(nameOf(item)));
      if (left.length > 0) {
        const names = left.map(({ item }) => nameOf(item)).slice(0, 10);
        throw new Error(`Due work was done and is still due: ${names.join(', ')}`);
      }
      for (const { work, item } of items) await work.work(item, day);
      this.logger.debug({ day, done: items.length }, 'due work done');
      before = new Set(items.map(({ item }) => nameOf(item)));
    }
  }

  /** The tables and reactors have seen everything that is in the log now. */
  private async catchUp(): Promise<void> {
    for (let seen = 0n; ;) {
      const { position } = await this.store.head();
      if (position === seen) return;
      await Promise.all(this.reactors.map((reactor) => reactor.waitFor(position)));
      await this.reads.checkpoints.waitFor(
        this.works.map(({ view }) => view),
        position,
        VIEWS_LIMIT_MS,
      );
      // A reaction may have written something new.
      seen = position;
    }
  }
}

const nameOf = ({ kind, subject, dueOn }: DueItem): string => `${kind} ${subject} (${dueOn})`;
