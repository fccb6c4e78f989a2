import {
  EventStoreDBClient,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { startEmbedded, type ServerUnderTest } from '../../support/event-store-server';
import { framed, RawConnection } from '../../support/raw-calls';

const UNIMPLEMENTED = 12;

describe('what the embedded event store does not serve', () => {
  let server: ServerUnderTest;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    server = await startEmbedded();
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
  });

  const toStream = persistentSubscriptionToStreamSettingsFromDefaults();
  const toAll = persistentSubscriptionToAllSettingsFromDefaults();

  it.each<[string, () => Promise<unknown>]>([
    ['create', () => client.createPersistentSubscriptionToAll('g', toAll)],
    ['update', () => client.updatePersistentSubscriptionToAll('g', toAll)],
    ['delete', () => client.deletePersistentSubscriptionToAll('g')],
    ['list', () => client.listPersistentSubscriptionsToAll()],
    ['info', () => client.getPersistentSubscriptionToAllInfo('g')],
    ['replay', () => client.replayParkedMessagesToAll('g')],
    ['read', () => client.subscribeToPersistentSubscriptionToAll('g').toArray()],
  ])('persistent subscriptions to $all: the client says so itself (%s)', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({ type: 'unsupported' });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['create', () => client.createPersistentSubscriptionToStream('s', 'g', toStream)],
    ['update', () => client.updatePersistentSubscriptionToStream('s', 'g', toStream)],
    ['delete', () => client.deletePersistentSubscriptionToStream('s', 'g')],
    ['read', () => client.subscribeToPersistentSubscriptionToStream('s', 'g').toArray()],
  ])('persistent subscriptions to a stream (%s)', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({ code: UNIMPLEMENTED });
  });

  // Not advertised, so the client asks the HTTP API of older servers, which is not served either.
  it.each<[string, () => Promise<unknown>]>([
    ['list all', () => client.listAllPersistentSubscriptions()],
    ['list', () => client.listPersistentSubscriptionsToStream('s')],
    ['info', () => client.getPersistentSubscriptionToStreamInfo('s', 'g')],
    ['replay', () => client.replayParkedMessagesToStream('s', 'g')],
    ['restart', () => client.restartPersistentSubscriptionSubsystem()],
  ])('the HTTP API for persistent subscriptions (%s)', async (_name, call) => {
    await expect(call()).rejects.toThrow('serves the Streams protocol only, no HTTP API');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['create', () => client.createProjection('p', 'fromAll()')],
    ['update', () => client.updateProjection('p', 'fromAll()')],
    ['delete', () => client.deleteProjection('p')],
    ['enable', () => client.enableProjection('p')],
    ['disable', () => client.disableProjection('p')],
    ['reset', () => client.resetProjection('p')],
    ['state', () => client.getProjectionState('p')],
    ['result', () => client.getProjectionResult('p')],
    ['list', () => client.listProjections()],
  ])('projections (%s)', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({ code: UNIMPLEMENTED });
  });

  it.each([
    'users.Users/Create',
    'users.Users/Details',
    'operations.Operations/StartScavenge',
    'operations.Operations/Shutdown',
    'monitoring.Monitoring/Stats',
    'cluster.Gossip/Update',
    'streams.Streams/Imaginary',
  ])('%s', async (method) => {
    const connection = await RawConnection.open(server.port);
    const status = await connection.call(`/event_store.client.${method}`, framed(Buffer.alloc(0)));
    await connection.close();
    expect(status).toBe(UNIMPLEMENTED);
  });
});
