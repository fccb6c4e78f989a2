import { answered, type AccordClient } from '@accord/client';
import { choiceOf, listOf, type Row } from './sample';

const KINDS = [
  'reseller',
  'distributor',
  'services',
  'technology',
  'hyperscaler',
  'referral',
] as const;

/** A fact about a partner that is told on its own day when that lies in the quarter. */
export interface LaterFact {
  readonly day: string;
  tell(): Promise<unknown>;
}

/** Enrols the partners with their agreements and what they hold on the first day. @returns the rest */
export async function tellPartners(
  programs: AccordClient,
  programId: string,
  rows: readonly Row[],
  today: string,
): Promise<LaterFact[]> {
  const later: LaterFact[] = [];
  for (const row of rows) {
    const { partnerId = '', name = '', country = '', track = '' } = row;
    const { enrolledOn, agreementId = '', signedOn = '' } = row;
    const partner = {
      partnerId,
      programId,
      name,
      kind: choiceOf(row, 'kind', KINDS),
      country,
      track,
    };
    await answered(programs.POST('/v1/partners', { body: { ...partner, occurredOn: enrolledOn } }));
    const params = { path: { partnerId } };
    const territories = listOf(row['territories']);
    const agreement = { agreementId, territories, exhibits: listOf(row['exhibits']), signedOn };
    await answered(
      programs.POST('/v1/partners/{partnerId}/agreements', { params, body: agreement }),
    );
    const facts = [
      ...designations(programs, row, partnerId),
      ...credentials(programs, row, partnerId),
    ];
    for (const fact of facts) {
      if (fact.day > today) later.push(fact);
      else await fact.tell();
    }
  }
  return later;
}

const designations = (programs: AccordClient, row: Row, partnerId: string): LaterFact[] =>
  listOf(row['designations']).map((cell) => {
    const [designation = '', effectiveFrom = ''] = cell.split('@');
    const call = {
      params: { path: { partnerId } },
      body: { designation, held: true, effectiveFrom },
    };
    return {
      day: effectiveFrom,
      tell: () => answered(programs.POST('/v1/partners/{partnerId}/designations', call)),
    };
  });

const credentials = (programs: AccordClient, row: Row, partnerId: string): LaterFact[] =>
  listOf(row['credentials']).map((cell) => {
    const [credential = '', rest = ''] = cell.split(':');
    const [personId = '', completedOn = ''] = rest.split('@');
    const call = {
      params: { path: { partnerId } },
      body: { personId, credential, completedOn },
    };
    return {
      day: completedOn,
      tell: () => answered(programs.POST('/v1/partners/{partnerId}/credentials', call)),
    };
  });
