import type { ApiClient } from './api-client';
import { listOf, type Row } from './sample';

/** A fact about a partner that is told on its own day when that lies in the quarter. */
export interface LaterFact {
  readonly day: string;
  readonly path: string;
  readonly body: object;
}

/** Enrols the partners with their agreements and what they hold on the first day. @returns the rest */
export async function tellPartners(
  programs: ApiClient,
  programId: string,
  rows: readonly Row[],
  today: string,
): Promise<LaterFact[]> {
  const later: LaterFact[] = [];
  for (const row of rows) {
    const { partnerId = '', name, kind, country, track, enrolledOn } = row;
    await programs.must('/v1/partners', {
      partnerId,
      programId,
      name,
      kind,
      country,
      track,
      occurredOn: enrolledOn,
    });
    const path = `/v1/partners/${partnerId}`;
    await programs.must(`${path}/agreements`, {
      agreementId: row['agreementId'],
      territories: listOf(row['territories']),
      exhibits: listOf(row['exhibits']),
      signedOn: row['signedOn'],
    });
    const facts = [...designations(row, path), ...credentials(row, path)];
    for (const fact of facts) {
      if (fact.day > today) later.push(fact);
      else await programs.must(fact.path, fact.body);
    }
  }
  return later;
}

const designations = (row: Row, path: string): LaterFact[] =>
  listOf(row['designations']).map((cell) => {
    const [designation, effectiveFrom = ''] = cell.split('@');
    const body = { designation, held: true, effectiveFrom };
    return { day: effectiveFrom, path: `${path}/designations`, body };
  });

const credentials = (row: Row, path: string): LaterFact[] =>
  listOf(row['credentials']).map((cell) => {
    const [credential = '', rest = ''] = cell.split(':');
    const [personId, completedOn = ''] = rest.split('@');
    const body = { personId, credential, completedOn };
    return { day: completedOn, path: `${path}/credentials`, body };
  });
