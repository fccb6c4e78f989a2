import { commands } from './commands/commands.suite';
import { eventstore } from './eventstore/eventstore.suite';
import type { Suite } from './harness/suite';
import { matching } from './matching/matching.suite';
import { projector } from './projector/projector.suite';
import { settlement } from './settlement/settlement.suite';

/** Everything that can be measured, in the order in which it runs. */
export const suites: readonly Suite[] = [commands, projector, eventstore, matching, settlement];
