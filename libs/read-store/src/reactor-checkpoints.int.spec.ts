import { logPosition } from '@accord/kernel';
import { startDatabase, type DatabaseUnderTest } from '../../../test/support/database';
import { BehindError } from './errors';
import type { ReadStore } from './read-store';

describe('checkpoints of reactors', () => {
  let database: DatabaseUnderTest;
  let reads: ReadStore;
  let statements: jest.SpyInstance;

  beforeAll(async () => {
    database = await startDatabase();
    reads = database.store;
    statements = jest.spyOn(reads.db, 'insertInto');
  });
  beforeEach(() => statements.mockClear());
  afterAll(() => database.stop());

  const at = (at: number) => {
    const position = logPosition(BigInt(at));
    return { position, lastEvent: { position, id: `e${at}` } };
  };
  const move = (reactor: string, to: number) => reads.reactors.move(reactor, at(to));

  it('knows nothing of a reactor before its first event', async () => {
    expect(await reads.reactors.of('new')).toBeUndefined();
  });

  it('is stored when the move resolves', async () => {
    await move('one', 5);
    expect(await reads.reactors.of('one')).toEqual(at(5));
  });

  it('knows the last event apart from the records that came after it', async () => {
    const { lastEvent } = at(3);
    await reads.reactors.move('quiet', { ...at(8), lastEvent });
    expect(await reads.reactors.of('quiet')).toEqual({ ...at(8), lastEvent });
    await reads.reactors.move('deaf', { ...at(8), lastEvent: undefined });
    expect(await reads.reactors.of('deaf')).toEqual({ ...at(8), lastEvent: undefined });
  });

  it('never moves back', async () => {
    await move('two', 9);
    await move('two', 7);
    expect(await reads.reactors.of('two')).toEqual(at(9));
  });

  it('writes all moves that come while one is written by one statement more', async () => {
    const first = move('busy', 1);
    await Promise.resolve();
    const later = Array.from({ length: 20 }, (_, i) => move(`busy-${i % 10}`, 2 + i));
    await Promise.all([first, ...later]);
    expect(statements).toHaveBeenCalledTimes(2);
    expect(await reads.reactors.of('busy')).toEqual(at(1));
    for (let i = 0; i < 10; i++) expect(await reads.reactors.of(`busy-${i}`)).toEqual(at(12 + i));
  });

  it('tells everybody whose move was not stored, and stores the next', async () => {
    statements.mockImplementationOnce(() => {
      throw new Error('no connection');
    });
    const lost = [move('lost', 3), move('lost-too', 3)];
    expect((await Promise.allSettled(lost)).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await move('lost', 3);
    expect(await reads.reactors.of('lost')).toEqual(at(3));
  });

  it('says of a reactor that does not come so far where it stands', async () => {
    await move('slow', 4);
    const { position } = at(6);
    await expect(reads.reactors.waitFor('slow', position, 1)).rejects.toThrow(BehindError);
    const waiting = reads.reactors.waitFor('slow', position, 60_000);
    await move('slow', 6);
    await waiting;
  });
});
