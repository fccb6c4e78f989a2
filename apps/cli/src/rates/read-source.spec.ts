import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSource } from './read-source';

/** What is asked for by https is served here without it. */
const plainly = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url.replace('https://', 'http://'), init);

describe('A source of rates', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serving(listener: RequestListener): Promise<string> {
    const started = (server = createServer(listener));
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const address = started.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `https://127.0.0.1:${address.port}/rates.xml`;
  }

  it('is a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-rates-'));
    writeFileSync(join(folder, 'rates.xml'), '<x/>');
    expect(String(await readSource(join(folder, 'rates.xml')))).toBe('<x/>');
    rmSync(folder, { recursive: true });
  });

  it('is fetched by https', async () => {
    const url = await serving((_request, response) => response.end('<x/>'));
    expect(String(await readSource(url, { get: plainly }))).toBe('<x/>');
  });

  it.each(['http://127.0.0.1/rates.xml', 'ftp://127.0.0.1/rates.xml', 'file:///etc/passwd'])(
    'is not fetched from %s',
    async (url) => {
      await expect(readSource(url)).rejects.toThrow('https only');
    },
  );

  it('is not taken from where it is redirected to, nor with an error status', async () => {
    const moved = await serving((_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    await expect(readSource(moved, { get: plainly })).rejects.toThrow('answered 302');
    server?.close();
    const gone = await serving((_request, response) => response.writeHead(404).end());
    await expect(readSource(gone, { get: plainly })).rejects.toThrow('answered 404');
  });

  it('is not waited for without end, neither for its answer nor for its last byte', async () => {
    const silent = await serving(() => undefined);
    const inTime = { get: plainly, timeoutMs: 100 };
    await expect(readSource(silent, inTime)).rejects.toThrow('no answer within 0.1 s');
    server?.closeAllConnections();
    server?.close();
    const slow = await serving((_request, response) => response.write('<x>'));
    await expect(readSource(slow, inTime)).rejects.toThrow('no answer within 0.1 s');
  });

  it('is cut off when it does not end', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ');
    const endless = await serving((_request, response) => {
      const more = (): void => {
        while (response.write(megabyte));
        response.once('drain', more);
      };
      more();
    });
    await expect(readSource(endless, { get: plainly })).rejects.toThrow('larger than 32 MiB');
  });
});
