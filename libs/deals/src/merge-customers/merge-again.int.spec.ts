import { randomUUID } from 'node:crypto';
import { accepted, isoDate, type Envelope } from '@accord/kernel';
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

  const streams = () => new Streams(store, exclusivity);
  const moveOf = (): ExclusivityMove => ({
    moveId: randomUUID(),
    fateId: randomUUID(),
    from: randomUUID(),
    to: randomUUID(),
    deals: null,
    losers: [],
    on: isoDate('2026-03-12'),
    evidence: { document: 'mail-17' },
  });
  /** @param merged gets what the absorbed customer is told, and by which command */
  function protocolOf(
    exclusivities: CustomerExclusivities,
    merged: (command: MergeCustomer, by: Envelope) => void,
  ): MergeProtocol {
    const state: Customer = { status: 'unknown' };
    return new MergeProtocol(
      exclusivities,
      {
        merge(command, by) {
          merged(command, by);
          const outcome = { kind: 'unchanged', events: [], state, revision: 0 } as const;
          return Promise.resolve({ ...outcome, position: undefined });
        },
        suspend: () => Promise.reject(new Error('Nothing collides')),
      },
      { collide: () => Promise.reject(new Error('Nothing collides')) },
    );
  }
  /** Somewhere else with the survivor; until that is taken back, it takes nothing in. */
  const announce = (survivor: string, moveId: string) =>
    streams().transact(survivor, envelope(), () =>
      accepted({ type: 'ExclusivityMoveBegan', data: { ...moveOf(), moveId, from: survivor } }),
    );
  const undo = (survivor: string, moveId: string) =>
    streams().transact(survivor, envelope(), () =>
      accepted({ type: 'ExclusivityMoveUndone', data: { moveId } }),
    );
  const refused = { kind: 'rejected', rejections: [{ code: 'customer-merging' }] };

  it('is decided anew when the same command is sent again, however often it was refused', async () => {
    const move = moveOf();
    const { from: absorbed, to: survivor } = move;
    const merged: MergeCustomer[] = [];
    const protocol = protocolOf(new CustomerExclusivities(streams()), (one) => merged.push(one));
    const command = envelope(randomUUID());

    for (const moveId of [randomUUID(), randomUUID()]) {
      await announce(survivor, moveId);
      expect(await protocol.merge(move, command)).toMatchObject(refused);
      await undo(survivor, moveId);
    }
    expect(merged).toEqual([]);

    expect(await protocol.merge(move, command)).toMatchObject({ kind: 'unchanged' });
    expect(merged).toMatchObject([{ mergeId: move.fateId, survivor, absorbed }]);
    const { state: left } = await streams().look(absorbed, { fresh: true });
    expect(left.closedInto).toBe(survivor);
    // And once more, it is the same.
    await protocol.merge(move, command);
    expect((await streams().look(absorbed, { fresh: true })).state).toEqual(left);
  });

  it('is the answer to that command also where the process dies of a later attempt', async () => {
    const move = moveOf();
    const command = envelope(randomUUID());
    const exclusivities = new CustomerExclusivities(streams());
    const by: string[] = [];
    const protocol = protocolOf(exclusivities, (_one, { commandId }) => by.push(commandId));
    const elsewhere = randomUUID();
    await announce(move.to, elsewhere);
    expect(await protocol.merge(move, command)).toMatchObject(refused);
    await undo(move.to, elsewhere);

    const dying = new CustomerExclusivities(streams());
    jest
      .spyOn(dying, 'finish')
      .mockImplementation(({ moveId }) =>
        moveId === move.moveId ? exclusivities.finish(move) : Promise.reject(new Error('dead')),
      );
    await expect(protocolOf(dying, () => undefined).merge(move, command)).rejects.toThrow('dead');

    const began = (await exclusivities.announced(move.from)).at(-1);
    if (!began) throw new Error('Nothing was announced');
    expect(began.envelope.commandId).not.toBe(command.commandId);
    expect(await protocol.resume(began)).toMatchObject({ kind: 'unchanged' });
    expect(by).toEqual([command.commandId]);
  });
});
