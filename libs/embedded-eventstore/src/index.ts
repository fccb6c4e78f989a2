export {
  serveEventStore,
  type RunningEventStore,
  type ServerOptions,
} from './server/event-store-server';
export type { FaultOrder, FaultStruck } from './server/faults/fault-control';
export { Faults, type Fault } from './server/faults/faults';
export { copyLog, type CopiedLog, type LogHead } from './storage/copy-log';
export { DirectoryInUse, lockDirectory } from './storage/directory-lock';
export { moveIntoPlace, syncDirectory } from './storage/durable-file';
export { DamagedLog } from './storage/log-recovery';
export { eventStoreIn, holdsLog, type LogReport, NoLog, verifyLog } from './storage/verify-log';

// The codec and the calls that know no engine, for a server that stands in for this one in benchmarks.
export { encodeBatchSuccess } from './protocol/batch-append-response';
export { encodeCaughtUp, encodeConfirmation, encodeReadEvent } from './protocol/read-response';
export { supportedMethodsCall } from './server/discovery-calls';
export { LIMITS, streamsService } from './server/streams-service';
