import { commands } from './commands/commands.suite';
import type { Suite } from './harness/suite';

/** Everything that can be measured, in the order in which it runs. */
export const suites: readonly Suite[] = [commands];
