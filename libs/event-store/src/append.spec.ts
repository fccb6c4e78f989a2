import fc from 'fast-check';
import { eventCatalog, type DomainEvent } from '@accord/kernel';
import { counted, envelope, tally } from '../../../test/support/tally';
import { MAX_APPEND_BYTES, writable } from './append';
import { UnwritableEvent } from './errors';

const sizeOf = (events: ReturnType<typeof writable>): number =>
  events.reduce(
    (sum, { data, metadata, type }) =>
      sum +
      Buffer.byteLength(JSON.stringify(data)) +
      Buffer.byteLength(JSON.stringify(metadata)) +
      2 * type.length,
    0,
  );

describe('events on their way to the store', () => {
  it('get ids that only the same events of the same command share', () => {
    const command = fc.record({
      key: fc.uuid(),
      numbers: fc.array(fc.integer(), { minLength: 1, maxLength: 5 }),
    });
    const idsOf = ({ key, numbers }: { key: string; numbers: number[] }): string[] =>
      writable(
        tally.catalog,
        numbers.map((by) => counted(by)),
        envelope(key),
      ).map(({ id }) => id);

    fc.assert(
      fc.property(command, command, (one, other) => {
        expect(idsOf(one)).toEqual(idsOf(one));
        expect(new Set(idsOf(one)).size).toBe(one.numbers.length);
        if (one.key === other.key) return;
        expect(idsOf(one).filter((id) => idsOf(other).includes(id))).toEqual([]);
      }),
    );
  });

  it('get another id when their content changes', () => {
    const [five] = writable(tally.catalog, [counted(5)], envelope('key'));
    const [six] = writable(tally.catalog, [counted(6)], envelope('key'));
    expect(five?.id).not.toBe(six?.id);
  });

  it('are refused when they are not JSON', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    for (const note of [1n, loop]) {
      expect(() => writable(tally.catalog, [counted(1, note)], envelope())).toThrow(
        UnwritableEvent,
      );
    }
  });

  it('are refused above 1 MiB of data, metadata and names together, and taken up to it', () => {
    const fixed = sizeOf(writable(tally.catalog, [counted(1, '')], envelope('key')));
    const fill = (bytes: number) =>
      writable(tally.catalog, [counted(1, 'x'.repeat(bytes))], envelope('key'));

    expect(sizeOf(fill(MAX_APPEND_BYTES - fixed))).toBe(MAX_APPEND_BYTES);
    expect(() => fill(MAX_APPEND_BYTES - fixed + 1)).toThrow(
      '1048577 bytes in one append; the limit is 1048576',
    );
  });

  it('are refused when the catalog does not know them', () => {
    const foreign: DomainEvent = { type: 'Foreign', data: {} };
    const wide = eventCatalog<DomainEvent>('tally', tally.catalog.specs);
    expect(() => writable(wide, [foreign], envelope())).toThrow('Foreign is no event of "tally"');
  });

  it('always have a name: neither an event nor a category of streams goes without', () => {
    const nameless = eventCatalog<DomainEvent>('tally', { '': { version: 1 } });
    expect(() => writable(nameless, [{ type: '', data: {} }], envelope())).toThrow(UnwritableEvent);
    expect(() => eventCatalog<DomainEvent>('', {})).toThrow('"" is no category of streams');
  });
});
