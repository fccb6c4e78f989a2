import { once } from 'node:events';
import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
  type AllStreamSubscription,
  type Position,
} from '@eventstore/db-client';
import { onEveryEventStore } from '../support/every-event-store';

onEveryEventStore((store) => {
  /** Types of the next events that come. */
  async function take(count: number, subscription: AllStreamSubscription): Promise<string[]> {
    const types: string[] = [];
    for await (const { event } of subscription) {
      if (event && types.push(event.type) === count) break;
    }
    return types;
  }

  describe('a filtered subscription', () => {
    it.each([
      ['prefix', (stream: string) => streamNameFilter({ prefixes: [stream] })],
      ['regex', (stream: string) => streamNameFilter({ regex: `^${stream}` })],
    ])('brings only streams that fit a %s', async (_name, filterOf) => {
      const stream = store.newStream();
      const before = await store.append(store.newStream(), 'other');
      await store.append(`${stream}-1`, 'a');
      await store.append(store.newStream(), 'other');
      await store.append(`${stream}-2`, 'b');

      const subscription = store.client.subscribeToAll({
        fromPosition: before,
        filter: filterOf(stream),
      });

      expect(await take(2, subscription)).toEqual(['a', 'b']);
    });

    it.each([
      ['prefix', (type: string) => eventTypeFilter({ prefixes: [type] })],
      ['regex', (type: string) => eventTypeFilter({ regex: `^${type}` })],
    ])('brings only types that fit a %s', async (_name, filterOf) => {
      const stream = store.newStream();
      const type = `type${stream}`;
      const before = await store.append(stream, 'other');
      await store.append(stream, `${type}-1`, 'other', `${type}-2`);

      const subscription = store.client.subscribeToAll({
        fromPosition: before,
        filter: filterOf(type),
      });

      expect(await take(2, subscription)).toEqual([`${type}-1`, `${type}-2`]);
    });

    it('brings what fits any of several prefixes', async () => {
      const [one, two] = [store.newStream(), store.newStream()];
      const before = await store.append(store.newStream(), 'other');
      await store.append(two, 'a');
      await store.append(one, 'b');

      const filter = streamNameFilter({ prefixes: [one, two] });
      const subscription = store.client.subscribeToAll({ fromPosition: before, filter });

      expect(await take(2, subscription)).toEqual(['a', 'b']);
    });

    it.each([
      ['^[^\\$].*', ['one-1', 'two-2', 'é-😀', 'two']],
      ['^two', ['two-2', 'two']],
      ['two$', ['$two', 'two']],
      ['^(one|é)-', ['one-1', 'é-😀']],
      ['-\\d+$', ['one-1', 'two-2']],
      ['(?i)TWO-[\\w-]', ['two-2']],
      ['^\\p{L}-.+$', ['é-😀']],
      ['^\\u00e9', ['é-😀']],
      ['^tw?o{1,2}(?:-2)?$', ['two-2', 'two']],
    ])('understands %s as EventStoreDB does', async (regex, expected) => {
      const stream = store.newStream();
      const before = await store.append(store.newStream(), 'before');
      const types = ['one-1', '$two', 'two-2', 'é-😀', 'two'];
      await store.append(stream, ...types, `last${stream}`);

      const filter = eventTypeFilter({ regex: `${regex}|^last${stream}$` });
      const subscription = store.client.subscribeToAll({ fromPosition: before, filter });

      expect(await take(expected.length + 1, subscription)).toEqual([...expected, `last${stream}`]);
    });

    it('leaves out what the system wrote', async () => {
      const stream = store.newStream();
      const before = await store.append(stream, 'before');
      await store.client.setStreamMetadata(stream, { maxCount: 5 });
      await store.append(stream, 'after');

      const filter = excludeSystemEvents();
      const subscription = store.client.subscribeToAll({ fromPosition: before, filter });

      expect(await take(1, subscription)).toEqual(['after']);
    });
  });

  describe('checkpoints of a filtered subscription', () => {
    /** A subscription that notes its checkpoints, and whether it has caught up. */
    function subscribe(prefix: string, fromPosition: Position | typeof END) {
      const checkpoints: Position[] = [];
      const filter = streamNameFilter({
        prefixes: [prefix],
        checkpointReached: (_subscription, position) =>
          Promise.resolve(void checkpoints.push(position)),
      });
      const subscription = store.client.subscribeToAll({ fromPosition, filter });
      return { subscription, checkpoints };
    }

    const others = (count: number) => Array.from({ length: count }, (_, i) => `other-${i}`);

    it('come as often as the window was read through, and when the reader has caught up', async () => {
      const stream = store.newStream();
      const before = await store.append(stream, 'other');
      const last = await store.append(stream, ...others(200));

      const { subscription, checkpoints } = subscribe(`no-${stream}`, before);
      await once(subscription.resume(), 'caughtUp');
      await subscription.unsubscribe();

      expect(checkpoints.length).toBeGreaterThanOrEqual(6);
      const positions = checkpoints.map(({ commit }) => commit);
      expect(positions).toEqual(positions.toSorted((a, b) => (a < b ? -1 : 1)));
      expect(positions.at(-1)).toBeGreaterThanOrEqual(last.commit);
    });

    it('do not come live for a few events that do not fit, but for many', async () => {
      const [stream, other] = [store.newStream(), store.newStream()];
      const { subscription, checkpoints } = subscribe(stream, END);
      await once(subscription, 'caughtUp');
      const atFirst = checkpoints.length;

      for (const type of others(20)) await store.append(other, type);
      await store.append(stream, 'first');
      const seen: [string, number][] = [];
      for await (const { event } of subscription) {
        seen.push([event?.type ?? '', checkpoints.length - atFirst]);
        if (seen.length === 2) break;
        await store.append(other, ...others(400));
        await store.append(stream, 'second');
      }

      expect(seen).toEqual([
        ['first', 0],
        ['second', expect.any(Number)],
      ]);
      expect(seen[1]?.[1]).toBeGreaterThan(0);
    });

    it('are places to go on from', async () => {
      const stream = store.newStream();
      const before = await store.append(store.newStream(), 'other');
      await store.append(stream, 'a');
      await store.append(store.newStream(), ...others(100));
      const { subscription, checkpoints } = subscribe(stream, before);
      await once(subscription.resume(), 'caughtUp');
      await subscription.unsubscribe();
      await store.append(stream, 'b');

      const reached = checkpoints.at(-1);
      if (!reached) throw new Error('no checkpoint');
      expect(await take(1, subscribe(stream, reached).subscription)).toEqual(['b']);
    });
  });
});
