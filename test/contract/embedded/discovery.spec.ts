import { EventStoreDBClient } from '@eventstore/db-client';
import { startEmbedded, type ServerUnderTest } from '../../support/event-store-server';
import { eventsOf } from '../../support/every-event-store';

describe('a client that looks for its server', () => {
  let server: ServerUnderTest;
  beforeAll(async () => (server = await startEmbedded()));
  afterAll(() => server.stop());

  it.each<[string, (host: string) => string]>([
    ['by discovery', (host) => `esdb+discover://${host}?tls=false`],
    ['among several hosts', (host) => `esdb://127.0.0.1:1,${host}?tls=false`],
  ])('finds this one leader (%s)', async (name, urlOf) => {
    const client = EventStoreDBClient.connectionString(urlOf(`127.0.0.1:${server.port}`));
    const stream = name.replaceAll(' ', '-');

    await client.appendToStream(stream, eventsOf('a'));
    const read = await client.readStream(stream, { requiresLeader: true }).toArray();

    expect(read.map(({ event }) => event?.type)).toEqual(['a']);
    await client.dispose();
  });
});
