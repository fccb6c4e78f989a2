import type { Generated } from 'kysely';

/** Accord's own tables beside the views. */
export interface AccordTables {
  'accord.view_checkpoints': {
    namespace: string;
    view: string;
    version: number;
    /** Position and id of the last record that was passed; both null before the first one. */
    position: bigint | null;
    event_id: string | null;
    status: 'active' | 'stopped';
    error: string | null;
    /** Queries read this version. */
    current: boolean;
  };
  'accord.reactor_checkpoints': { reactor: string; position: bigint; event_id: string };
  'vault.personal_data': {
    subject_id: string;
    kind: string;
    value: string;
    stored_at: Generated<string>;
  };
  'vault.evidence': {
    sha256: string;
    media_type: string;
    bytes: Buffer;
    stored_at: Generated<string>;
  };
}
