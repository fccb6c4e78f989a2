import { eventCatalog, type Role } from '@accord/kernel';
import type { BulkType } from '../register-deals-in-bulk/bulk-lines';
import type { LineResult } from '../register-deals-in-bulk/line-result';

/** Storage contracts: add, never rename. */
export type BulkTaskEvent =
  | {
      readonly type: 'BulkTaskSubmitted';
      readonly data: {
        readonly taskId: string;
        /** Whose lines they are, and in which role they are registered. */
        readonly principalId: string;
        readonly role: Role;
        /** SHA-256 of the file, hex; its bytes lie in the vault. */
        readonly sha256: string;
        readonly mediaType: BulkType;
        readonly bytes: number;
        readonly lines: number;
      };
    }
  | {
      /** What became of the next lines, in the order of the file. */
      readonly type: 'BulkLinesWorked';
      readonly data: { readonly results: readonly LineResult[] };
    }
  | {
      readonly type: 'BulkTaskCompleted';
      readonly data: {
        /** Why it ended before its last line; null: every line has a result. */
        readonly failure: string | null;
      };
    };

export const bulkTaskEvents = eventCatalog<BulkTaskEvent>('bulk', {
  BulkTaskSubmitted: { version: 1 },
  BulkLinesWorked: { version: 1 },
  BulkTaskCompleted: { version: 1 },
});
