import { accepted, fold, rejected, streamName, under, type StreamType } from './decider';
import { eventCatalog } from './event-catalog';

type CounterEvent = {
  readonly type: 'Counted';
  readonly data: { readonly by: string };
};

const counter: StreamType<readonly string[], CounterEvent> = {
  catalog: eventCatalog<CounterEvent>('counter', { Counted: { version: 1 } }),
  initial: [],
  evolve: (state, event) => [...state, event.data.by],
};
const counted = (by: string): CounterEvent => ({ type: 'Counted', data: { by } });

describe('A decision', () => {
  it('names the rules that it was taken under', () => {
    expect(under('gitlab@2', accepted(counted('a')))).toEqual({
      kind: 'accepted',
      events: [counted('a')],
      programVersion: 'gitlab@2',
    });
  });

  it('is left alone where no rules applied or nothing was accepted', () => {
    const [yes, no] = [accepted(counted('a')), rejected('too-late', 'Too late', 'on')];
    expect(under(undefined, yes)).toBe(yes);
    expect(under('gitlab@2', no)).toBe(no);
  });

  it('that refuses names the field only where there is one', () => {
    expect(rejected('too-late', 'Too late')).toStrictEqual({
      kind: 'rejected',
      rejections: [{ code: 'too-late', message: 'Too late' }],
    });
  });
});

describe('A stream', () => {
  it('folds its events in their order, from the initial state', () => {
    expect(fold(counter, [])).toEqual([]);
    expect(fold(counter, [counted('a'), counted('b')])).toEqual(['a', 'b']);
  });

  it('is named by category and id', () => {
    expect(streamName(counter.catalog, 'a-1')).toBe('counter-a-1');
  });
});
