import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveEventStore, type ServerOptions } from '@accord/embedded-eventstore';

export interface ServerUnderTest {
  /** Connection string. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** An embedded event store in this process, on a directory that is removed afterwards. */
export async function startEmbedded(options: ServerOptions = {}): Promise<ServerUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), 'accord-log-'));
  const server = await serveEventStore(directory, 0, options);
  return {
    url: `esdb://127.0.0.1:${server.port}?tls=false`,
    port: server.port,
    async stop() {
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}
