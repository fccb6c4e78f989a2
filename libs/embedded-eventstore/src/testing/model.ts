import type { ExpectedRevision } from '../engine/event';
import type { Direction } from '../engine/reader';

/** An event as the model knows it. */
export interface Modelled {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  /** JSON of metadata, target of a link, or nothing. */
  readonly data: string;
}

export type Proposed = Pick<Modelled, 'id' | 'type' | 'data'>;

export type Answer =
  /** `at` is where the last event lies in the log, counted from its beginning. */
  | { readonly kind: 'written'; readonly revision: number; readonly at: number | undefined }
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'stream-deleted' };

export type StreamAnswer = 'missing' | 'tombstoned' | readonly string[];

const DELETED: Answer = { kind: 'stream-deleted' };
const TOMBSTONE = '$streamDeleted';
const FOREVER = 2 ** 63;

/** EventStoreDB as one list of events, looked through from end to end for every answer. */
export class Model {
  readonly log: Modelled[] = [];

  append(stream: string, expected: ExpectedRevision, events: readonly Proposed[]): Answer {
    const last = this.last(stream);
    const wrong: Answer = { kind: 'wrong-version', current: last };
    if (this.isTombstoned(stream)) return DELETED;
    if (expected === 'stream-exists') {
      if (this.isDeleted(stream)) return DELETED;
      if (last < 0 && !this.metadata(stream)) return wrong;
    }
    if (expected === 'any' || expected === 'stream-exists') {
      const known = events.map(({ id }) => this.log.findLast((event) => event.id === id));
      const [first, end] = [known[0], known.at(-1)];
      if (first?.stream !== stream) return this.write(stream, events);
      if (known.some((event) => event?.stream !== stream) || !end) return wrong;
      return end.revision < first.revision - 1 ? wrong : this.repeated(end);
    }
    const revision = expected === 'no-stream' ? -1 : expected;
    if (revision > last) return wrong;
    if (revision === last) return this.write(stream, events);
    const stored = this.events(stream).slice(revision + 1);
    if (events.length > 0 && events.every(({ id }, index) => stored[index]?.id === id)) {
      const end = stored[events.length - 1];
      return end ? this.repeated(end, this.isDeleted(stream)) : wrong;
    }
    const recreates =
      revision === -1 &&
      events[0] !== undefined &&
      this.isDeleted(stream) &&
      stored[0]?.id !== events[0].id;
    return recreates ? this.write(stream, events) : wrong;
  }

  /** @param isForGood a tombstone, otherwise a deletion that an append takes back */
  delete(stream: string, expected: ExpectedRevision, isForGood: boolean): Answer {
    const last = this.last(stream);
    const isMissing = last < 0 && !this.metadata(stream);
    if (this.isTombstoned(stream)) return DELETED;
    if (expected === 'stream-exists' && this.isDeleted(stream)) return DELETED;
    const fits =
      expected === 'any' ||
      (expected === 'stream-exists'
        ? !isMissing
        : (expected === 'no-stream' ? -1 : expected) === last);
    if (!fits || (isMissing && !isForGood)) return { kind: 'wrong-version', current: last };
    return isForGood
      ? this.store({ stream, id: '', type: TOMBSTONE, revision: FOREVER, data: '' })
      : this.store(this.metadataEvent(stream, `{"$tb":${FOREVER}}`));
  }

  /** Types of a stream's events, as they can be read. */
  read(stream: string, from: number, direction: Direction, count: number): StreamAnswer {
    if (this.isTombstoned(stream)) return 'tombstoned';
    if (this.last(stream) < 0 || this.isDeleted(stream)) return 'missing';
    const visible = this.visible(stream);
    const found =
      direction === 'forwards'
        ? visible.filter(({ revision }) => revision >= from)
        : visible.filter(({ revision }) => revision <= from).toReversed();
    return found.slice(0, count).map(({ type }) => type);
  }

  /** What the links of a stream lead to; nothing where that cannot be read. */
  targets(stream: string): readonly (string | undefined)[] {
    return this.visible(stream).map(({ type, data }) => {
      const [, revision, target = ''] = (type === '$>' && /^(\d+)@(.+)$/.exec(data)) || [];
      if (revision === undefined) return type;
      if (this.isTombstoned(target) || this.isDeleted(target)) return undefined;
      return this.visible(target).find((event) => event.revision === Number(revision))?.type;
    });
  }

  private events(stream: string): Modelled[] {
    return this.log.filter((event) => event.stream === stream && event.type !== TOMBSTONE);
  }

  last(stream: string): number {
    return this.events(stream).length - 1;
  }

  private visible(stream: string): Modelled[] {
    const events = this.events(stream);
    const { $tb = 0, $maxCount = 0 } = stream.startsWith('$$')
      ? { $maxCount: 1 }
      : (this.metadata(stream) ?? {});
    const kept = $maxCount > 0 ? events.slice(-$maxCount) : events;
    return kept.filter(({ revision }) => revision >= $tb);
  }

  private metadata(stream: string): Record<string, number> | undefined {
    const latest = this.events(`$$${stream}`).at(-1);
    return latest?.data.startsWith('{') ? JSON.parse(latest.data) : undefined;
  }

  private isDeleted(stream: string): boolean {
    return (this.metadata(stream)?.['$tb'] ?? 0) >= FOREVER;
  }

  private isTombstoned(stream: string): boolean {
    return this.log.some(
      (event) => event.type === TOMBSTONE && [event.stream, `$$${event.stream}`].includes(stream),
    );
  }

  private write(stream: string, events: readonly Proposed[]): Answer {
    const first = this.last(stream) + 1;
    if (events.length === 0) {
      return { kind: 'written', revision: Math.max(0, first - 1), at: this.log.length - 1 };
    }
    const { isDeleted, rest } = this.deletion(stream);
    events.forEach((event, index) => this.store({ ...event, stream, revision: first + index }));
    const at = this.log.length - 1;
    if (isDeleted) this.store(this.metadataEvent(stream, JSON.stringify({ ...rest, $tb: first })));
    return { kind: 'written', revision: first + events.length - 1, at };
  }

  private deletion(stream: string) {
    return { isDeleted: this.isDeleted(stream), rest: this.metadata(stream) ?? {} };
  }

  private repeated(event: Modelled, isDeleted = false): Answer {
    const at = isDeleted ? undefined : this.log.lastIndexOf(event);
    return { kind: 'written', revision: event.revision, at };
  }

  private store(event: Modelled): Answer {
    this.log.push(event);
    return { kind: 'written', revision: event.revision, at: this.log.length - 1 };
  }

  private metadataEvent(stream: string, data: string): Modelled {
    const metastream = `$$${stream}`;
    const revision = this.last(metastream) + 1;
    return { stream: metastream, id: '', type: '$metadata', revision, data };
  }
}
