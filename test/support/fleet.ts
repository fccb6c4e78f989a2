import { join } from 'node:path';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { DIST } from './accord-under-test';
import { dyingAt, type Fault } from './faulty-process';

export type Role = 'api' | 'projector' | 'worker';

/** The processes of a production set-up, each of which can be killed and started again. */
export class Fleet {
  private readonly members = new Map<string, Child>();
  /** Those that are started and stand by, or are not ready yet. */
  private readonly starting = new Set<Promise<Child>>();
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
    const child = await this.launch(role, name);
    void child.ended.then((words) => {
      if (this.members.get(name) === child) this.lose(new Error(`${name} has ended: ${words}`));
    });
    return child;
  }

  /** Starts one that ends itself at one of its appends, which is no loss. */
  async startMortal(role: Role, name: string, fault: Fault): Promise<Child> {
    const child = await this.launch(role, name, dyingAt(role, fault));
    void child.ended.then(() => {
      if (this.members.get(name) === child) this.members.delete(name);
    });
    return child;
  }

  private async launch(role: Role, name: string, variant?: ReturnType<typeof dyingAt>) {
    const started = startChild({
      name,
      entry: variant?.entry ?? join(DIST, 'apps', role, 'src/main.js'),
      environment: { ...this.environment, ...variant?.environment },
      logs: this.logs,
    });
    this.starting.add(started);
    try {
      const child = await started;
      this.members.set(name, child);
      const { adminKey } = child.details;
      if (typeof adminKey === 'string') this.adminKey = adminKey;
      return child;
    } finally {
      this.starting.delete(started);
    }
  }

  /** Whether a process of this name runs and is ready. */
  has(name: string): boolean {
    return this.members.has(name);
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

  /** Who stands by takes over from the one that is stopped before it, and is stopped then. */
  async stop(): Promise<void> {
    while (this.members.size + this.starting.size > 0) {
      await this.stopMembers();
      await Promise.allSettled(this.starting);
    }
  }

  private async stopMembers(): Promise<void> {
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
