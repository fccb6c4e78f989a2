import { eventCatalog } from './event-catalog';
import { isoDate } from './dates';
import { logPosition, type Recorded } from './recorded-event';

type LampEvent = { readonly type: 'LampLit' | 'LampPutOut'; readonly data: object };

const lamps = eventCatalog<LampEvent>('lamp', {
  LampLit: { version: 1 },
  LampPutOut: { version: 1 },
});

const recorded = (type: string, stream: string): Recorded => ({
  type,
  stream,
  data: {},
  id: 'e',
  revision: 0,
  position: logPosition(1n),
  recordedAt: '2026-02-02T00:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'p', role: 'system' },
    occurredOn: isoDate('2026-02-02'),
  },
});

describe('A catalog of events', () => {
  it.each([
    ['LampLit', 'lamp-1', true],
    ['LampPutOut', 'lamp-a-b', true],
    ['LampLit', 'lamps-1', false],
    ['LampLit', 'lamp', false],
    ['LampLit', 'bulb-1', false],
    ['LampBroken', 'lamp-1', false],
    ['toString', 'lamp-1', false],
  ])('asked whether it holds %s of "%s" says %s', (type, stream, holds) => {
    expect(lamps.includes(recorded(type, stream))).toBe(holds);
  });

  it.each(['deal-old', 'Deal', '', 'deal2'])(
    'has no category "%s": streams are told apart by the text before the first dash',
    (category) => {
      expect(() => eventCatalog<LampEvent>(category, lamps.specs)).toThrow('no category');
    },
  );
});
