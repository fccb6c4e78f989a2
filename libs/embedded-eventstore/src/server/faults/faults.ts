/** What can be made to go wrong while the server runs. */
export type Fault =
  /** The disk takes so long to make a write durable. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** A write is stored, but nobody is told: the answer never comes, or its call breaks instead. */
  | { readonly kind: 'drop-acknowledgement'; readonly then: 'silence' | 'break' }
  /** Calls end before anything was done. */
  | { readonly kind: 'refuse' }
  /** Reads and subscriptions break behind so many messages. */
  | { readonly kind: 'reset'; readonly afterMessages: number }
  /** Nothing passes any more in either direction, and nothing ends, until the fault is cleared. */
  | { readonly kind: 'stall' }
  /** Calls that ask for the leader are told that another node is it. */
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** Calls that ask for the leader are told that none is known. */
  | { readonly kind: 'no-leader' }
  /** A node that has lost its place in the cluster: it answers, and does nothing else. */
  | { readonly kind: 'not-ready' };

export type FaultKind = Fault['kind'];
type Of<K extends FaultKind> = Extract<Fault, { readonly kind: K }>;

const isOf = <K extends FaultKind>(fault: Fault, kind: K): fault is Of<K> => fault.kind === kind;

/**
 * The switches of a server that was started with faults allowed: one fault at a time, which strikes
 * a number of times. Calls that were begun before it meet it as well.
 */
export class Faults {
  #fault: Fault | undefined;
  #left = 0;
  #cleared = Promise.resolve();
  #clear = (): void => undefined;
  #struck = (): void => undefined;

  /** @returns a promise of the first strike */
  inject(fault: Fault, times = Infinity): Promise<void> {
    this.clear();
    this.#fault = fault;
    this.#left = times;
    this.#cleared = new Promise((resolve) => (this.#clear = resolve));
    return new Promise((resolve) => (this.#struck = resolve));
  }

  clear(): void {
    this.#fault = undefined;
    this.#clear();
  }

  /** The fault, if it is one of this kind and has strikes left; takes one of them. */
  strike<K extends FaultKind>(kind: K): Of<K> | undefined {
    const fault = this.peek(kind);
    if (!fault) return undefined;
    this.#left--;
    this.#struck();
    return fault;
  }

  /** As `strike`, but takes nothing. */
  peek<K extends FaultKind>(kind: K): Of<K> | undefined {
    const fault = this.#fault;
    return fault && this.#left > 0 && isOf(fault, kind) ? fault : undefined;
  }

  /** Resolves at once, unless everything stalls. */
  async passage(): Promise<void> {
    while (this.strike('stall')) await this.#cleared;
  }
}
