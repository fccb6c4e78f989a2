export { sql } from 'kysely';
export { becomeActive } from './active-lock';
export type { Batch } from './batch';
export { Checkpoints } from './checkpoints';
export {
  BehindError,
  CheckpointMoved,
  ForeignCheckpoint,
  LockUnavailable,
  ReadStoreUnavailable,
  ViewStopped,
  isConnectionLost,
} from './errors';
export {
  holdsPostgres,
  launchPostgres,
  removePostgres,
  type RunningPostgres,
} from './embedded-postgres/launch-postgres';
export { keyedView, type KeyedView } from './keyed-view';
export { Locks, type HeldLocks, type LockTimes } from './locks';
export { prepared } from './prepared-statements';
export type { Projection, ViewDb } from './projection';
export type { ReactorCheckpoint } from './reactor-checkpoints';
export { ReadStore } from './read-store';
export type { Replacement } from './replace-view';
export type { RowLookup } from './row-lookup';
export type { DeliveryRow, WhatIfLineRow, WhatIfPartnerRow, WhatIfRow } from './tables';
export { remove, selectByKeys, upsert } from './rows';
export { Vault } from './vault';
export { fillVault, readVault, VaultUnfit, type CopiedTable, type VaultTable } from './vault-copy';
export { ViewReader, type Reflected } from './view-reader';
export { WebhookProgress, type DeliveryStart, type SentEvent } from './webhook-progress';
export { dropNamespace, schemaOf } from './view-schema';
export type { ViewCheckpoint } from './view-checkpoint';
export { WhatIfResults, type WhatIfPart } from './what-if-results';
export { ViewWriter } from './view-writer';
