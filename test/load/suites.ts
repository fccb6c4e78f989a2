import { commands } from './commands/commands.suite';
import { eventstore } from './eventstore/eventstore.suite';
import type { Suite } from './harness/suite';
import { projector } from './projector/projector.suite';

/** Everything that can be measured, in the order in which it runs. */
export const suites: readonly Suite[] = [commands, projector, eventstore];
