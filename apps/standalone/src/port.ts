import { createServer } from 'node:net';

export const HOST = '127.0.0.1';

/**
 * The port that a command line names.
 * @throws Error that says what a port is
 */
export function portOf(option: string): number {
  const port = Number(option);
  if (!/^\d{1,5}$/.test(option) || port > 65_535) {
    throw new Error(`--port ${option} is no port: a number from 0 to 65535`);
  }
  return port;
}

/** @throws Error that names the way out when somebody else listens on the port */
export async function refuseBusyPort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((free, busy) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      busy(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} on ${HOST} is in use. Choose another one with --port N.`)
          : error,
      ),
    );
    probe.listen(port, HOST, free);
  });
  await new Promise((done) => probe.close(done));
}
