export { batches } from './batches';
export { EventStore, type LogRecord } from './event-store';
export { EventRegistry } from './event-registry';
export { RecentLog } from './recent-log';
export { Streams, type CommandOptions, type Outcome, type Sight } from './command-loop';
export {
  CommandKeyReused,
  RevisionMismatch,
  StoreUnavailable,
  StreamBusy,
  UnreadableEvent,
  UnwritableEvent,
} from './errors';
export { MAX_APPEND_BYTES } from './append';
