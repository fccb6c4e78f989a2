import { logPosition, type LogPosition, type Recorded } from '@accord/kernel';
import type { LogRecord } from '@accord/event-store';
import type { EndpointRow } from '@accord/audit';
import { createLogger } from '@accord/platform';
import type { DeliveryRow, SentEvent } from '@accord/read-store';
import { counted, envelope } from '../../../../test/support/tally';
import { EndpointDelivery, type DeliveryPorts } from './endpoint-delivery';

const ENDPOINT: EndpointRow = {
  endpoint_id: 'e',
  principal_id: 'crm',
  url: 'https://hooks.example.org/accord',
  types: null,
  status: 'active',
  disabled: null,
  secret_id: 's',
  previous_secret_id: null,
  rotated_at: null,
  start_after: '0',
  start_revision: 0,
  registered_at: '2026-02-01T00:00:00.000Z',
  active_since: '2026-02-01T00:00:00.000Z',
  revision: 0,
};

const event = (stream: string, position: number): Recorded => ({
  ...counted(1),
  id: `${stream}-${position}`,
  stream,
  revision: 0,
  position: logPosition(BigInt(position)),
  recordedAt: '2026-02-01T00:00:00.000Z',
  schemaVersion: 1,
  envelope: envelope(),
});

function gate(): { readonly passed: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

const rowOf = ({ eventId, position, stream, type, status, error, delivered }: SentEvent) =>
  ({
    endpoint: 'e',
    event_id: eventId,
    position,
    stream,
    type,
    attempts: 1,
    first_at: '2026-02-01T00:00:00.000Z',
    last_at: '2026-02-01T00:00:00.000Z',
    status,
    error,
    delivered,
  }) satisfies DeliveryRow;

describe('How far an endpoint was told', () => {
  it('is never said to be past an event that is still being looked at', async () => {
    const stop = new AbortController();
    const [lookedAt, look, firstTaken, secondTaken] = [gate(), gate(), gate(), gate()];
    const [first, second] = [event('deal-a', 10), event('deal-b', 20)];
    const moved: LogPosition[] = [];
    async function* pages(): AsyncGenerator<readonly LogRecord[], void, undefined> {
      yield [{ position: first.position, eventId: first.id, event: first }];
      // Told by itself, so that the second comes while the first is under way.
      await started.passed;
      yield [{ position: second.position, eventId: second.id, event: second }];
      await secondTaken.passed;
    }
    const started = gate();
    const ports: DeliveryPorts = {
      log: { pages },
      progress: {
        begin: ({ after }) => Promise.resolve(after),
        moveTo: async (_, position) => void moved.push(position),
        record: (_, sent) => Promise.resolve(rowOf(sent)),
        sent: () => Promise.resolve(new Map()),
      },
      visibility: {
        async shown(one) {
          if (one.id !== second.id) return {};
          lookedAt.open();
          await look.passed;
          return {};
        },
      },
      logger: createLogger('spec', 'silent'),
      callerOf: () => Promise.resolve({ principalId: 'crm', roles: [], partnerId: null }),
      async send(_, { eventId }) {
        if (eventId === first.id) {
          started.open();
          await firstTaken.passed;
        } else secondTaken.open();
        return { status: 200, error: null, waitMs: 0 };
      },
      disable: () => Promise.reject(new Error('nothing to give up')),
    };
    const run = new EndpointDelivery(
      ENDPOINT,
      ports,
      { firstRetryMs: 1, giveUpMs: 1 },
      stop.signal,
    ).run();

    await lookedAt.passed;
    firstTaken.open();
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect(moved).toEqual([first.position]);
    look.open();
    await run;
    expect(moved.at(-1)).toBe(second.position);
  });
});
