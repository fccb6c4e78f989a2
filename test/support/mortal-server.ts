import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import type { Random } from './random';

const ENTRY = resolve(__dirname, '../../libs/embedded-eventstore/src/main.js');
const COMPILED = resolve(__dirname, '../../dist/libs/embedded-eventstore/src/main.js');
/** Small, so that kills meet the writing of snapshots as well. */
const SNAPSHOT_MIB = '0.05';

/** The event store as a process on one directory and port, to be killed and started again. */
export class MortalServer {
  #process: ChildProcess | undefined;

  constructor(
    private readonly directory: string,
    readonly port: number,
  ) {}

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** @throws Error with its last words when it ends before it can be used */
  async start(): Promise<void> {
    const server = this.#fork();
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(server, 'exit').then(() => {
      throw new Error(`the event store did not start: ${said.trim()}`);
    });
    await Promise.race([once(server, 'message'), ended]);
    ended.catch(() => undefined);
  }

  /** Starts it and kills it before, while or after it opens its log. */
  async startToDie(afterMs: number): Promise<void> {
    this.#fork();
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await this.kill();
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  #fork(): ChildProcess {
    const entry = __filename.endsWith('.ts') ? COMPILED : ENTRY;
    const args = ['--data', this.directory, '--port', String(this.port)];
    return (this.#process = fork(entry, [...args, '--snapshot-mib', SNAPSHOT_MIB], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    }));
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill(signal);
    await exit;
  }
}

/** A port below those that the system gives to outgoing connections, which could take it meanwhile. */
export async function freeLowPort(random: Random): Promise<number> {
  for (;;) {
    const port = random.between(20_000, 32_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((answer) => {
      probe.once('error', () => answer(false));
      probe.listen(port, '127.0.0.1', () => answer(true));
    });
    if (!isFree) continue;
    await new Promise((done) => probe.close(done));
    return port;
  }
}
