import { answered, type AccordClient } from '@accord/client';
import type { Principals } from './principals';
import { listOf, type Row } from './sample';
import type { Told } from './told';

/** What program managers, partners (through the portal) and finance do with marketing money. */
export async function tellMdf(
  { crm, programs, finance }: Principals,
  programId: string,
  row: Row,
): Promise<Told> {
  const { action = '', fund: fundId = '', request: requestId = '', claim: claimId = '' } = row;
  const { amount = '', currency = '', startsOn = '', endsOn = '', occurredOn } = row;
  const { partnerId = '', activity = '', cost = '', reason: publicReason = '' } = row;
  const ofFund = { params: { path: { fundId } } };
  const ofRequest = { params: { path: { fundId, requestId } } };
  const ofClaim = { params: { path: { fundId, requestId, claimId } } };
  const money = { amount, currency, occurredOn };
  switch (action) {
    case 'open-fund': {
      const period = { periodFrom: startsOn, periodTo: endsOn };
      const body = { fundId, programId, partnerId, currency, ...period, occurredOn };
      return programs.POST('/v1/funds', { body });
    }
    case 'allocate':
      return programs.POST('/v1/funds/{fundId}/allocations', { ...ofFund, body: money });
    case 'request':
      return crm.POST('/v1/funds/{fundId}/requests', {
        ...ofFund,
        body: { requestId, activity, cost, startsOn, endsOn, ...money },
      });
    case 'approve-request':
      return programs.POST('/v1/funds/{fundId}/requests/{requestId}/approval', {
        ...ofRequest,
        body: money,
      });
    case 'reject-request':
      return programs.POST('/v1/funds/{fundId}/requests/{requestId}/rejection', {
        ...ofRequest,
        body: { publicReason, occurredOn },
      });
    case 'claim': {
      const proofs = await sendProofs(crm, row, listOf(row['proofs']));
      return crm.POST('/v1/funds/{fundId}/requests/{requestId}/claims', {
        ...ofRequest,
        body: { claimId, cost, ...(amount && { amount }), currency, proofs, occurredOn },
      });
    }
    case 'return-claim':
      return finance.POST('/v1/funds/{fundId}/requests/{requestId}/claims/{claimId}/return', {
        ...ofClaim,
        body: { publicReason, occurredOn },
      });
    case 'approve-claim':
      return finance.POST('/v1/funds/{fundId}/requests/{requestId}/claims/{claimId}/approval', {
        ...ofClaim,
        body: money,
      });
    case 'claw-back':
      return finance.POST('/v1/funds/{fundId}/requests/{requestId}/claims/{claimId}/clawback', {
        ...ofClaim,
        body: { ...money, publicReason },
      });
    default:
      throw new Error(`mdf.csv: no action "${action}"`);
  }
}

/** The sample has no documents: for each proof a line of text that names it is sent. */
async function sendProofs(
  crm: AccordClient,
  { fund: fundId = '', request = '', claim = '' }: Row,
  kinds: readonly string[],
): Promise<{ kind: string; sha256: string }[]> {
  const params = { path: { fundId } };
  const { partnerId } = await answered(crm.GET('/v1/funds/{fundId}', { params }));
  if (partnerId === null) throw new Error(`"${fundId}" is shared: the sample has no such fund`);
  return Promise.all(
    kinds.map(async (kind) => {
      const text = `${kind} of ${fundId}/${request}/${claim}\n`;
      const { id } = await answered(
        crm.POST('/v1/partners/{partnerId}/evidence', {
          params: { path: { partnerId } },
          headers: { 'content-type': 'text/plain' },
          body: text,
        }),
      );
      return { kind, sha256: id };
    }),
  );
}
