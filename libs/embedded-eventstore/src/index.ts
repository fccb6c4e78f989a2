export { serveEventStore, type RunningEventStore } from './server/event-store-server';
export { DirectoryInUse, lockDirectory } from './storage/directory-lock';
export { DamagedLog } from './storage/log-recovery';
