/** A fault put into one source file. */
export interface Mutant {
  readonly name: string;
  /** Below src. */
  readonly file: string;
  /** Occurs exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const inFile =
  (file: string) =>
  (name: string, find: string, replace: string): Mutant => ({ name, file, find, replace });

const commitCheck = inFile('engine/commit-check.ts');
const writer = inFile('engine/writer.ts');
const reader = inFile('engine/reader.ts');
const index = inFile('engine/stream-index.ts');
const metadata = inFile('engine/stream-metadata.ts');
const subscription = inFile('engine/subscription.ts');
const pending = inFile('engine/pending-writes.ts');
const filter = inFile('engine/event-filter.ts');
const filteredRead = inFile('engine/filtered-read.ts');
const signal = inFile('engine/change-signal.ts');

/** Eight that were tried on the study's prototype; two of them lie in two places here. */
export const knownFaults: readonly Mutant[] = [
  commitCheck(
    'idempotency removed where no revision is given',
    'if (!first || first.stream !== stream) return APPEND;',
    'return APPEND;',
  ),
  commitCheck(
    'idempotency removed at a passed revision',
    'return checkPassed(head, expectedRevision, ids, stored);',
    'return WRONG_VERSION;',
  ),
  writer(
    'recreating a deleted stream loses its new events',
    'undeletedMetadata(head.metadata, first)',
    'undeletedMetadata(head.metadata, first + events.length)',
  ),
  reader('$all backwards is inclusive', 'return ordinal - 1;', 'return ordinal;'),
  index('$maxCount ignored', 'metadata?.maxCount ?', 'undefined ?'),
  commitCheck(
    'a revision beyond the end accepted',
    'if (expectedRevision > head.lastRevision) return WRONG_VERSION;',
    '',
  ),
  reader('a subscription to $all is inclusive', '? ordinal + 1 : ordinal', '? ordinal : ordinal'),
  subscription('a subscription to a stream is inclusive', ': after + 1;', ': after;'),
  subscription('no checkpoints', "yield { kind: 'checkpoint', position: positions.at(next) };", ''),
  writer('no live events', 'this.changed.notify();', ''),
];

export const engineMutants: readonly Mutant[] = [
  commitCheck('tombstones are no obstacle', 'if (head.tombstoned) return STREAM_DELETED;', ''),
  commitCheck(
    'a deleted stream exists',
    'if (isSoftDeleted(head.metadata)) return STREAM_DELETED;',
    '',
  ),
  commitCheck(
    'a missing stream exists',
    'if (head.lastRevision < 0 && !head.metadata) return WRONG_VERSION;',
    '',
  ),
  commitCheck(
    'known ids of another stream count',
    'if (!first || first.stream !== stream) return APPEND;',
    'if (!first) return APPEND;',
  ),
  commitCheck(
    'known and new events together are taken for a repetition',
    'places.some((place) => place?.stream !== stream)',
    'false',
  ),
  commitCheck(
    'a retry in another order is answered',
    'if (last.revision <= first.revision - 2) return WRONG_VERSION;',
    '',
  ),
  commitCheck(
    'only the first id is compared',
    'if (place?.id !== id) {',
    'if (index === 0 && place?.id !== id) {',
  ),
  commitCheck(
    'nothing recreates a deleted stream at no_stream',
    'return recreates ? APPEND : WRONG_VERSION;',
    'return WRONG_VERSION;',
  ),
  commitCheck(
    'any first new id at no_stream recreates a stream',
    'expectedRevision === -1 && isSoftDeleted(head.metadata)',
    'expectedRevision === -1',
  ),
  commitCheck(
    'a repetition on a deleted stream has a position',
    '...(isSoftDeleted(head.metadata) ? {} : { position: last.position }),',
    'position: last.position,',
  ),
  commitCheck(
    'an empty append fits any passed revision',
    'if (!last) return WRONG_VERSION;',
    'if (!last) return APPEND;',
  ),
  writer(
    'a repeated append is answered with the current revision',
    'revision: check.revision, position',
    'revision: head.lastRevision, position',
  ),
  writer(
    'an append may hold one byte more',
    'size > MAX_APPEND_SIZE',
    'size > MAX_APPEND_SIZE + 1',
  ),
  writer('an append may hold one byte less', 'size > MAX_APPEND_SIZE', 'size >= MAX_APPEND_SIZE'),
  writer(
    'a write is answered before it is durable',
    'await this.#durable;\n    return placed;',
    'return placed;',
  ),
  writer(
    'a refusal is answered before its grounds are durable',
    'await this.#durable;\n    switch',
    'switch',
  ),
  writer('a missing stream can be deleted', 'if (isMissing) return', 'if (false) return'),
  writer(
    'deleted streams stay deleted when appended to',
    'const placed = await this.#write([...written, ...undelete]);',
    'const placed = await this.#write(written);',
  ),
  writer(
    'what is placed is visible at once',
    'for (const event of placed) this.#pending.add(event);',
    'for (const event of placed) {\n this.#pending.add(event);\n this.index.add(event);\n }',
  ),
  index('ids are not remembered', 'this.#recentIds.add(event.id);', ''),
  pending('ids under way are not known', 'this.#ids.set(event.id, event);', ''),
  pending(
    'writes under way are not considered',
    '.#streams.get(name)?.head ?? this.index',
    '.index',
  ),
  pending('events under way cannot be repeated', 'stream.places.push(event);', ''),
  pending(
    'metadata under way is not considered',
    'original.head = { ...original.head, metadata: parseStreamMetadata(event.data) };',
    '',
  ),
  pending(
    'a tombstone under way is not considered',
    '? { ...stream.head, tombstoned: true }',
    '? stream.head',
  ),
  pending(
    'metadata of a tombstoned stream can be written',
    'tombstoned: this.head(originalStreamOf(name)).tombstoned',
    'tombstoned: false',
  ),
  index('$tb ignored', 'metadata?.truncateBefore ?? 0', '0'),
  index(
    'metadata streams keep all of their events',
    'if (isMetastream(name)) return METASTREAM_METADATA;',
    '',
  ),
  index(
    'metadata is not read',
    'if (metadata) this.#metadata.set(stream, metadata);',
    'if (false);',
  ),
  metadata(
    'a deleted stream is not deleted',
    '(metadata?.truncateBefore ?? 0) >= DELETED',
    'false',
  ),
  metadata(
    'undeleting drops other metadata',
    '{ ...metadata.rest, $tb: firstRevision }',
    '{ $tb: firstRevision }',
  ),
  metadata('an array counts as metadata', '&& !Array.isArray(value)', ''),
  metadata(
    'a negative $maxCount hides everything',
    "typeof value === 'number' && value > 0",
    "typeof value === 'number'",
  ),
  reader(
    '$all forwards is exclusive',
    'if (ordinal < positions.length && positions.at(ordinal) !== from) throw offBoundary(from);\n    return ordinal;',
    'return ordinal + 1;',
  ),
  reader(
    'positions inside a record are taken',
    'if (ordinal < positions.length && positions.at(ordinal) !== from) throw offBoundary(from);',
    '',
  ),
  reader(
    'positions inside a record are taken backwards',
    'if (from !== 0 && positions.at(ordinal) !== from) throw offBoundary(from);',
    '',
  ),
  reader(
    'a stream is not read backwards from beyond its end',
    'Math.min(start, lastRevision)',
    'start > lastRevision ? -1 : start',
  ),
  reader('$maxAge is in milliseconds', 'maxAge * 1000', 'maxAge'),
  reader(
    'links lead into deleted streams',
    "if (this.streamState(stream) !== 'readable') return undefined;",
    '',
  ),
  reader(
    'links lead to truncated events',
    'if (revision < this.index.firstVisible(stream)) return undefined;',
    '',
  ),
  reader(
    'links that cannot be parsed lead nowhere',
    'if (!target) return { event, position };',
    'if (!target) return { link: event, position };',
  ),
  reader('links are left out', 'link: event, position };\n', 'position };\n'),
  subscription(
    'hidden events come to subscribers',
    'if (next < index.firstVisible(stream)) continue;',
    '',
  ),
  subscription(
    'an event is left out between what is stored and what comes',
    'let next = reader.ordinalAfter(after);\n',
    'let next = reader.ordinalAfter(after);\n  if (next === 0) next = 0; else if (next === positions.length) next++;\n',
  ),
  subscription(
    'a tombstone comes without its event',
    'if (tombstone !== undefined) yield',
    'if (false) yield',
  ),
  subscription(
    'a tombstone ends nobody',
    "    if (index.isTombstoned(stream)) return yield { kind: 'stream-deleted' };\n    if (isBehind)",
    '    if (isBehind)',
  ),
  subscription(
    'a reader of the log that fell behind never hears that it caught up',
    'isBehind ||= positions.length - next > LIVE_EVENTS;',
    '',
  ),
  subscription(
    'a reader of a stream that fell behind never hears that it caught up',
    'isBehind ||= index.head(stream).lastRevision - next >= LIVE_EVENTS;',
    '',
  ),
  subscription(
    'everybody hears again and again that they caught up',
    "    if (isBehind) yield { kind: 'caught-up' };\n",
    "    yield { kind: 'caught-up' };\n",
  ),
  subscription('a long scan keeps everybody waiting', '=== 0) await turn();', '=== 0) await null;'),
  subscription(
    'no checkpoint when a reader has caught up',
    'if (filter && next > 0) yield',
    'if (false) yield',
  ),
  subscription(
    'checkpoints run one event ahead',
    'position: positions.at(next) };',
    'position: positions.at(next + 1) };',
  ),
  subscription(
    'checkpoints count on from before the reader caught up',
    "      considered = 0;\n      yield { kind: 'caught-up' };",
    "      yield { kind: 'caught-up' };",
  ),
  subscription('a filter lets everything pass', 'if (reader.isWanted(next, filter)) {', '{'),
  index('metadata that is none any more stays', 'else this.#metadata.delete(stream);', ''),
  filter('a prefix may stand anywhere', 'text.startsWith(prefix)', 'text.includes(prefix)'),
  filter('filters look at the wrong name', "filter.on === 'stream'", "filter.on !== 'stream'"),
  filteredRead('a filtered read keeps everybody waiting', 'await turn();', 'await null;'),
  filteredRead(
    'a filtered read lets everything pass',
    'if (reader.isWanted(ordinal, filter)) yield',
    'yield',
  ),
  signal(
    'whoever ends a subscription waits for the next event',
    "aborted.addEventListener('abort', wake, { once: true });",
    '',
  ),
];
