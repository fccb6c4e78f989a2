import { randomUUID } from 'node:crypto';
import { accepted, isoDate } from '@accord/kernel';
import { EventRegistry, EventStore, Streams } from '@accord/event-store';
import type { Customer, MergeCustomer } from '@accord/customers';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { envelope } from '../../../../test/support/tally';
import { exclusivity } from '../exclusivity/exclusivity';
import { exclusivityEvents, type ExclusivityMove } from '../exclusivity/exclusivity.events';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import { MergeProtocol } from './merge-protocol';

describe('A merge that is refused because the other customer is being merged itself', () => {
  let server: ServerUnderTest;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEmbedded();
    store = await EventStore.connect(server.url, new EventRegistry([exclusivityEvents]));
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  it('is decided anew when the same command is sent again, however often it was refused', async () => {
    const [absorbed, survivor, elsewhere] = [randomUUID(), randomUUID(), randomUUID()];
    const move: ExclusivityMove = {
      moveId: randomUUID(),
      fateId: randomUUID(),
      from: absorbed,
      to: survivor,
      deals: null,
      losers: [],
      on: isoDate('2026-03-12'),
      evidence: { document: 'mail-17' },
    };
    const streams = new Streams(store, exclusivity);
    const merged: MergeCustomer[] = [];
    const state: Customer = { status: 'unknown' };
    const protocol = new MergeProtocol(
      new CustomerExclusivities(streams),
      {
        merge(command) {
          merged.push(command);
          const outcome = { kind: 'unchanged', events: [], state, revision: 0 } as const;
          return Promise.resolve({ ...outcome, position: undefined });
        },
        suspend: () => Promise.reject(new Error('Nothing collides')),
      },
      { collide: () => Promise.reject(new Error('Nothing collides')) },
    );
    const command = envelope(randomUUID());
    const other = { ...move, moveId: randomUUID(), from: survivor, to: elsewhere };
    const announce = (moveId: string) =>
      streams.transact(survivor, envelope(), () =>
        accepted({ type: 'ExclusivityMoveBegan', data: { ...other, moveId } }),
      );
    const undo = (moveId: string) =>
      streams.transact(survivor, envelope(), () =>
        accepted({ type: 'ExclusivityMoveUndone', data: { moveId } }),
      );
    const refused = { kind: 'rejected', rejections: [{ code: 'customer-merging' }] };

    for (const moveId of [randomUUID(), randomUUID()]) {
      await announce(moveId);
      expect(await protocol.merge(move, command)).toMatchObject(refused);
      await undo(moveId);
    }
    expect(merged).toEqual([]);

    expect(await protocol.merge(move, command)).toMatchObject({ kind: 'unchanged' });
    expect(merged).toMatchObject([{ mergeId: move.fateId, survivor, absorbed }]);
    const { state: left } = await streams.look(absorbed, { fresh: true });
    expect(left.closedInto).toBe(survivor);
    // And once more, it is the same.
    await protocol.merge(move, command);
    expect((await streams.look(absorbed, { fresh: true })).state).toEqual(left);
  });
});
