import { createHash } from 'node:crypto';
import type { Answer, ApiClient } from './api-client';
import type { Principals } from './principals';
import { listOf, type Row } from './sample';

/** What program managers, partners (through the portal) and finance do with marketing money. */
export function tellMdf(
  { crm, programs, finance }: Principals,
  programId: string,
  row: Row,
): Promise<Answer> {
  const { action = '', fund = '', amount, currency, occurredOn } = row;
  const path = `/v1/funds/${fund}`;
  const request = `${path}/requests/${row['request']}`;
  const claim = `${request}/claims/${row['claim']}`;
  const money = { amount, currency, occurredOn };
  const told = { publicReason: row['reason'], occurredOn };
  const tell = (who: ApiClient, to: string, body: object): Promise<Answer> => who.command(to, body);
  switch (action) {
    case 'open-fund':
      return tell(programs, '/v1/funds', {
        fundId: fund,
        programId,
        partnerId: row['partnerId'],
        currency,
        periodFrom: row['startsOn'],
        periodTo: row['endsOn'],
        occurredOn,
      });
    case 'allocate':
      return tell(programs, `${path}/allocations`, money);
    case 'request':
      return tell(crm, `${path}/requests`, {
        requestId: row['request'],
        activity: row['activity'],
        cost: row['cost'],
        startsOn: row['startsOn'],
        endsOn: row['endsOn'],
        ...money,
      });
    case 'approve-request':
      return tell(programs, `${request}/approval`, money);
    case 'reject-request':
      return tell(programs, `${request}/rejection`, told);
    case 'claim':
      return tell(crm, `${request}/claims`, {
        claimId: row['claim'],
        cost: row['cost'],
        ...(amount && { amount }),
        currency,
        proofs: listOf(row['proofs']).map((kind) => ({ kind, sha256: standIn(claim, kind) })),
        occurredOn,
      });
    case 'return-claim':
      return tell(finance, `${claim}/return`, told);
    case 'approve-claim':
      return tell(finance, `${claim}/approval`, money);
    case 'claw-back':
      return tell(finance, `${claim}/clawback`, { ...money, publicReason: row['reason'] });
    default:
      throw new Error(`mdf.csv: no action "${action}"`);
  }
}

/** The sample has no documents; each proof is known by the hash of its place. */
const standIn = (claim: string, kind: string): string =>
  createHash('sha256').update(`${claim}/${kind}`).digest('hex');
