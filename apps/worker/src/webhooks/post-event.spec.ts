import { createServer, type Server } from 'node:http';
import { OutboundPolicy } from '@accord/platform';
import type { Address, Resolve } from './checked-addresses';
import { postEvent } from './post-event';

const LOOPBACK: Address = { address: '127.0.0.1', family: 4 };
const never = new AbortController().signal;
const message = (url: string) => ({ url, headers: { 'content-length': '2' }, body: '{}' });
const leadsTo =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: 4 })));

describe('A webhook', () => {
  let server: Server;
  let port: number;
  let requests: string[];
  let status: number;

  beforeEach(async () => {
    requests = [];
    status = 204;
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.headers.host} ${request.url}`);
      const inside = `http://127.0.0.1:${port}/inside`;
      response.writeHead(status, { location: inside, 'retry-after': '7' }).end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    ({ port } = address);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const closed = new OutboundPolicy([]);
  const opened = new OutboundPolicy(['127.0.0.1/32']);

  it.each([
    ['a loopback address', ['127.0.0.1']],
    ['a private address', ['10.1.2.3']],
    ['the metadata service', ['169.254.169.254']],
    ['IPv6 loopback', ['::1']],
    ['a loopback address in the clothes of IPv6', ['::ffff:127.0.0.1']],
    ['a public address and a private one', ['93.184.215.14', '10.1.2.3']],
    ['nothing', []],
  ])('is not sent to a name that leads to %s', async (_, addresses) => {
    const url = `https://hooks.example:${port}/`;
    const answer = await postEvent(message(url), closed, leadsTo(...addresses), never);
    expect(answer).toMatchObject({ status: null, error: expect.stringMatching(/^hooks\.example/) });
    expect(requests).toEqual([]);
  });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f000001', '2130706433'])(
    'is not sent to %s, however it is written',
    async (host) => {
      const url = `https://${host}:${port}/`;
      const answer = await postEvent(message(url), closed, sameAddress, never);
      expect(answer).toMatchObject({ status: null, error: expect.stringMatching(/not a public/) });
      expect(requests).toEqual([]);
    },
  );

  it('goes to the address that was checked, whatever the name leads to by then', async () => {
    let asked = 0;
    const rebinding: Resolve = () =>
      Promise.resolve([asked++ === 0 ? LOOPBACK : { address: '127.0.0.9', family: 4 }]);
    const url = `http://hooks.example:${port}/hook`;
    expect(await postEvent(message(url), opened, rebinding, never)).toMatchObject({ status: 204 });
    expect(requests).toEqual([`POST hooks.example:${port} /hook`]);
    expect(asked).toBe(1);
    const again = await postEvent(message(url), opened, rebinding, never);
    expect(again.error).toBe('hooks.example leads to 127.0.0.9, which is not a public address');
    expect(requests).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    status = 307;
    const url = `http://hooks.example:${port}/hook`;
    const answer = await postEvent(message(url), opened, () => Promise.resolve([LOOPBACK]), never);
    expect(answer).toEqual({ status: 307, error: 'HTTP 307', waitMs: 7_000 });
    expect(requests).toHaveLength(1);
  });

  it('travels over https where the network was not opened for it', async () => {
    const url = `http://hooks.example:${port}/`;
    const answer = await postEvent(message(url), closed, leadsTo('93.184.215.14'), never);
    expect(answer.error).toBe(
      'hooks.example leads to 93.184.215.14, which is reached by https only',
    );
  });

  it('waits for an answer no longer than allowed', async () => {
    server.removeAllListeners('request');
    const url = `http://127.0.0.1:${port}/`;
    const answer = await postEvent(message(url), opened, sameAddress, never, 50);
    expect(answer).toEqual({ status: null, error: 'No answer within 50 ms', waitMs: 0 });
    const silent: Resolve = () => new Promise(() => undefined);
    const unnamed = await postEvent(message(url), opened, silent, never, 50);
    expect(unnamed.error).toBe('No answer within 50 ms');
  });

  const sameAddress: Resolve = (host) =>
    Promise.resolve([{ address: host, family: host.includes(':') ? 6 : 4 }]);
});
