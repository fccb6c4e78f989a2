import { join } from 'node:path';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { DIST } from './accord-under-test';

export type Role = 'api' | 'projector' | 'worker';

/** The processes of a production set-up, each of which can be killed and started again. */
export class Fleet {
  private readonly members = new Map<string, Child>();
  private lose: (cause: Error) => void = () => undefined;
  /** Rejects with its last words when a process ends that nobody has ended. */
  readonly loss = new Promise<never>((_resolve, reject) => (this.lose = reject));
  adminKey: string | undefined;

  constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly logs: string,
  ) {
    this.loss.catch(() => undefined);
  }

  /** Starts a process under a name. A standby reports that it is ready only once it is active. */
  async start(role: Role, name: string): Promise<Child> {
    const child = await startChild({
      name,
      entry: join(DIST, 'apps', role, 'src/main.js'),
      environment: this.environment,
      logs: this.logs,
    });
    this.members.set(name, child);
    void child.ended.then((words) => {
      if (this.members.get(name) === child) this.lose(new Error(`${name} has ended: ${words}`));
    });
    const { adminKey } = child.details;
    if (typeof adminKey === 'string') this.adminKey = adminKey;
    return child;
  }

  urlOf(name: string): string {
    return String(this.member(name).details['url']);
  }

  /** One of the API processes that run now. */
  urlOfAny(i: number): string {
    const apis = [...this.members.keys()].filter((name) => name.startsWith('api'));
    return this.urlOf(apis[i % apis.length] ?? 'api-1');
  }

  /** Ends a process without warning. */
  async kill(name: string): Promise<void> {
    const child = this.take(name);
    process.kill(child.pid, 'SIGKILL');
    await child.ended;
  }

  async stop(): Promise<void> {
    const order: readonly string[] = ['api', 'worker', 'projector'];
    const names = [...this.members.keys()].toSorted(
      (a, b) =>
        order.findIndex((role) => a.startsWith(role)) -
        order.findIndex((role) => b.startsWith(role)),
    );
    for (const name of names) await this.take(name).stop();
  }

  /** From here on its end is no loss. */
  private take(name: string): Child {
    const child = this.member(name);
    this.members.delete(name);
    return child;
  }

  private member(name: string): Child {
    const child = this.members.get(name);
    if (!child) throw new Error(`No process "${name}" runs`);
    return child;
  }
}
