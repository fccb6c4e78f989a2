import type { FaultKind, Fault, Faults } from './faults';

/** What a parent process sends to a server that it started with `--faults`. */
export type FaultOrder =
  { readonly inject: Fault; readonly times?: number } | { readonly clear: true };

/** What the server tells its parent. */
export interface FaultStruck {
  readonly struck: FaultKind;
}

/** Lets the parent process, and nobody else, turn the switches. */
export function obeyParent(faults: Faults, parent: NodeJS.Process): void {
  parent.on('message', (order: FaultOrder) => {
    if ('clear' in order) return faults.clear();
    const { inject, times } = order;
    const first = faults.inject(inject, times);
    void first.then(() => parent.send?.({ struck: inject.kind } satisfies FaultStruck));
  });
}
