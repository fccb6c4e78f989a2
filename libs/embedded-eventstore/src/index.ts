export {
  serveEventStore,
  type RunningEventStore,
  type ServerOptions,
} from './server/event-store-server';
export type { FaultOrder, FaultStruck } from './server/faults/fault-control';
export { Faults, type Fault } from './server/faults/faults';
export { DirectoryInUse, lockDirectory } from './storage/directory-lock';
export { DamagedLog } from './storage/log-recovery';
export { eventStoreIn, type LogReport, NoLog, verifyLog } from './storage/verify-log';
