import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import fc from 'fast-check';
import { startEmbedded, type ServerUnderTest } from '../../../../test/support/event-store-server';
import { APPEND_PATHS } from '../../../../test/support/every-event-store';
import { ClientUnderModel } from './client-under-model';
import { Model } from './model';
import { agreeThroughout, commands } from './model-commands';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe('the server, through the real client, against a much simpler model', () => {
  let server: ServerUnderTest;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    server = await startEmbedded();
    client = EventStoreDBClient.connectionString(server.url);
    // While the client opens its call for batches, its appends may overtake one another.
    await client.appendToStream('warm-up', []);
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
  });

  async function head(): Promise<bigint> {
    const last = client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
    const [{ event } = {}] = await last.toArray();
    return event?.position?.commit ?? 0n;
  }

  it.each(APPEND_PATHS)(`agrees with it on the $path path (SEED=${seed})`, async ({ way }) => {
    await fc.assert(
      fc.asyncProperty(commands(40), async (sequence) => {
        const store = new ClientUnderModel(client, `${randomUUID()}-`, await head(), way);
        await agreeThroughout(sequence, { model: new Model(), positions: [] }, store);
      }),
      { seed, numRuns: 10, endOnFailure: true },
    );
  });
});
