import type { EventStore } from '@accord/event-store';
import type { LogPosition } from '@accord/kernel';
import { logPosition } from '@accord/kernel';
import { inFlight } from '../harness/in-flight';
import type { Installation } from '../installation/installation';
import { retell, tellStory, type Story } from './story';

const WRITERS = 32;
/** So that what one partner has earned stays as small as it is in a real quarter. */
const STORIES_PER_PARTNER = 25;

/** A stretch of the log: events of this run between two positions. */
export interface Stretch {
  readonly after: LogPosition;
  readonly through: LogPosition;
  readonly events: number;
}

/** Fills the log with deals as fast as it takes them. */
export class History {
  #told = 0;

  private constructor(
    private readonly store: EventStore,
    private readonly installation: Installation,
    private readonly story: Story,
  ) {}

  static async begin(store: EventStore, installation: Installation): Promise<History> {
    return new History(store, installation, await tellStory(installation, store.client));
  }

  /** @param stories deals, of some six events each */
  async write(stories: number): Promise<Stretch> {
    const { position: after } = await this.store.head();
    let through = 0n;
    await inFlight(stories, WRITERS, async () => {
      const first = this.installation.partnerId;
      const now = `${first}-${Math.floor(this.#told++ / STORIES_PER_PARTNER)}`;
      const last = await retell(this.store.client, this.story, { [first]: now });
      if (last > through) through = last;
    });
    const each = this.story.streams.reduce((sum, { events }) => sum + events.length, 0);
    return { after, through: logPosition(through), events: stories * each };
  }
}
