import { startEmbedded, type ServerUnderTest } from '../../../test/support/event-store-server';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { EventRegistry } from './event-registry';
import { EventStore } from './event-store';

describe('connecting', () => {
  const registry = new EventRegistry([]);
  let server: ServerUnderTest;
  let proxy: TcpProxy;

  beforeAll(async () => {
    server = await startEmbedded();
    proxy = await TcpProxy.start(server.port);
  });
  afterAll(async () => {
    await proxy.close();
    await server.stop();
  });

  it('is refused while this process is connected, and allowed afterwards', async () => {
    const first = await EventStore.connect(server.url, registry);
    await expect(EventStore.connect(server.url, registry)).rejects.toThrow(
      `This process is already connected to ${server.url}`,
    );
    await first.close();

    const second = await EventStore.connect(server.url, registry);
    await second.close();
  });

  it('waits for a server that is not up yet', async () => {
    const refused = proxy.refuse();
    const connecting = EventStore.connect(`esdb://127.0.0.1:${proxy.port}?tls=false`, registry);
    await refused;
    proxy.accept();

    const store = await connecting;
    expect(await store.head()).toHaveProperty('eventId', expect.stringMatching(/^[0-9a-f-]{36}$/));
    await store.close();
  });

  it.each([
    ['nothing listens', () => void proxy.refuse()],
    ['what listens does not answer', () => proxy.pause()],
  ])('says where, how long and what to do when %s, without credentials', async (_name, fail) => {
    fail();
    const before = Date.now();

    const connecting = EventStore.connect(
      `esdb://admin:sec/ret@127.0.0.1:${proxy.port}?tls=false`,
      registry,
      600,
    );

    const error: unknown = await connecting.then(
      () => 'connected',
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(
        new RegExp(
          `^No EventStoreDB answered at esdb://127.0.0.1:${proxy.port}\\?tls=false within 0.6 s. ` +
            'Start it, or set EVENTSTORE_URL to its address; .* Last error: ',
        ),
      ),
    });
    expect(String(error)).not.toContain('sec');
    expect(Date.now() - before).toBeLessThan(3_000);
    proxy.accept();
    proxy.resume();

    const store = await EventStore.connect(server.url, registry);
    await store.close();
  });
});
