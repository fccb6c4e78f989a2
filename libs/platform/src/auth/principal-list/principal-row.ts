import type { Recorded, Role } from '@accord/kernel';
import type { PrincipalEvent } from '../principal.events';

/** A principal as the list shows it; of its keys only the ids. */
export interface PrincipalRow {
  readonly principal_id: string;
  readonly roles: readonly Role[];
  readonly partner_id: string | null;
  readonly key_ids: readonly string[];
}

/** @throws Error when a key's principal was never created: such a log cannot be read */
export function foldPrincipal(
  row: PrincipalRow | undefined,
  event: Recorded<PrincipalEvent>,
): PrincipalRow {
  if (event.type === 'PrincipalCreated') {
    const { principalId, roles, partnerId } = event.data;
    return { principal_id: principalId, roles, partner_id: partnerId, key_ids: [] };
  }
  if (!row) throw new Error(`${event.stream} does not begin with its creation`);
  const { keyId } = event.data;
  switch (event.type) {
    case 'ApiKeyIssued':
      return { ...row, key_ids: [...row.key_ids, keyId] };
    case 'ApiKeyRevoked':
      return { ...row, key_ids: row.key_ids.filter((one) => one !== keyId) };
  }
}
