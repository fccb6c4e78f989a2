export { serveEventStore, type RunningEventStore } from './server/event-store-server';
export { DirectoryInUse } from './storage/directory-lock';
export { DamagedLog } from './storage/log-recovery';
