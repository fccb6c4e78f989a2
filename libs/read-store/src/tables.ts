import type { Generated } from 'kysely';

/** A trial of changed rules. */
export interface WhatIfRow {
  id: string;
  hash: string;
  program_id: string;
  question: unknown;
  status: 'open' | 'done' | 'failed';
  /** Partners that it covers; null until it has begun. */
  partners: number | null;
  partners_done: number;
  /** Of the log, that all its figures reflect; null until it is done. */
  position: bigint | null;
  error: string | null;
}

/** What a partner earns in one currency, now and under the changed rules. */
export interface WhatIfPartnerRow {
  id: string;
  partner_id: string;
  currency: string;
  current_minor: bigint;
  changed_minor: bigint;
  lines_changed: number;
}

/** A line that the changed rules change; null where there is none. */
export interface WhatIfLineRow<Line = unknown> {
  id: string;
  line_id: string;
  partner_id: string;
  current: Line | null;
  changed: Line | null;
}

export interface DeliveryRow {
  endpoint: string;
  event_id: string;
  position: bigint;
  stream: string;
  type: string;
  attempts: number;
  first_at: string;
  last_at: string;
  /** HTTP status of the last answer; null when there was none. */
  status: number | null;
  error: string | null;
  delivered: boolean;
}

/** Accord's own tables beside the views. */
export interface AccordTables {
  'accord.view_checkpoints': {
    namespace: string;
    view: string;
    version: number;
    /** Of the last record that was passed; null before the first one. */
    position: bigint | null;
    /** The last event of Accord's that was passed: a scavenge may remove other records. */
    event_position: bigint | null;
    event_id: string | null;
    status: 'active' | 'stopped';
    error: string | null;
    /** Queries read this version. */
    current: boolean;
  };
  'accord.reactor_checkpoints': {
    reactor: string;
    position: bigint;
    event_position: bigint | null;
    event_id: string | null;
  };
  /** How far each webhook endpoint has been told everything. */
  'accord.webhook_progress': {
    endpoint: string;
    /** Revision of the endpoint's event that said from where to tell. */
    start_revision: number;
    position: bigint;
  };
  /** What became of each event that was sent to an endpoint lately. */
  'accord.webhook_deliveries': DeliveryRow;
  'accord.what_ifs': {
    [Column in keyof WhatIfRow]: Column extends
      'status' | 'partners' | 'partners_done' | 'position' | 'error'
      ? Generated<WhatIfRow[Column]>
      : WhatIfRow[Column];
  } & { asked: Generated<string> };
  'accord.what_if_partners': WhatIfPartnerRow;
  'accord.what_if_lines': WhatIfLineRow;
  'vault.secrets': { id: string; value: string; stored_at: Generated<string> };
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
