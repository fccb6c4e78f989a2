import { answered, everyItem, type AccordClient } from '@accord/client';
import { choiceOf, listOf, type Row } from './sample';
import type { Told } from './told';

/** Ids that Accord has given, by the references of the sample. */
export type Ids = Map<string, string>;

/** The partner portal hands a registration over. */
export async function tellRegistration(
  crm: AccordClient,
  programId: string,
  row: Row,
  deals: Ids,
): Promise<Told> {
  const { ref = '', partnerId = '', dealType = '', opportunityRef, distributorId } = row;
  const { amount = '', currency = '', productFamily = '', territory = '', occurredOn } = row;
  const answer = await crm.POST('/v1/deals', {
    body: {
      partnerId,
      programId,
      dealType,
      customer: customerOf(row),
      ...(opportunityRef && { opportunity: { source: 'crm', ref: opportunityRef } }),
      amount,
      currency,
      productFamily,
      territory,
      renewal: choiceOf(row, 'renewal', RENEWALS),
      softwareOwnedByPartner: row['softwareOwnedByPartner'] === 'true',
      origin: { source: 'portal', ref },
      ...(distributorId && { distributorId }),
      occurredOn,
    },
  });
  if (answer.data) deals.set(ref, answer.data.id);
  return answer;
}

const RENEWALS = ['none', 'flat', 'growth'] as const;

function customerOf(row: Row) {
  const { customerName: name = '', country = '', domain } = row;
  const registerNumbers = listOf(row['registerNumbers']).map((cell) => {
    const [kind = '', registerCountry, value = ''] = cell.split(':');
    return { kind, ...(registerCountry && { country: registerCountry }), value };
  });
  return { name, country, ...(domain && { domain }), registerNumbers };
}

/** What program managers, partners and the sales system decide about a deal. */
export async function tellDecision(
  programs: AccordClient,
  crm: AccordClient,
  row: Row,
  deals: Ids,
): Promise<Told> {
  const { dealRef = '', action = '', code = '', text = '', internalReason, occurredOn } = row;
  const params = { path: { dealId: deals.get(dealRef) ?? dealRef } };
  const decision = { ...(internalReason && { internalReason }), occurredOn };
  switch (action) {
    case 'approve':
      return approve(programs, params, decision);
    case 'deny':
      return programs.POST('/v1/deals/{dealId}/denial', {
        params,
        body: { ...decision, code, publicReason: text },
      });
    case 'return':
      return programs.POST('/v1/deals/{dealId}/return', {
        params,
        body: { ...decision, question: text },
      });
    case 'answer':
      return crm.POST('/v1/deals/{dealId}/information', { params, body: { answer: text } });
    case 'extend':
      return programs.POST('/v1/deals/{dealId}/extension', { params, body: decision });
    case 'withdraw':
      return crm.POST('/v1/deals/{dealId}/withdrawal', { params });
    case 'won':
    case 'lost':
      return crm.POST('/v1/deals/{dealId}/closing', {
        params,
        body: { ...decision, result: action },
      });
    case 'same-customer':
    case 'different-customer':
      return decideCase(programs, row, deals, { ...decision, verdict: action });
    default:
      throw new Error(`decisions.csv: no action "${action}"`);
  }
}

interface Decision {
  readonly internalReason?: string;
  readonly occurredOn: string | undefined;
}

/** One manager decides all steps of the demo: each approval is asked for until there is none left. */
async function approve(
  programs: AccordClient,
  params: { readonly path: { dealId: string } },
  body: Decision,
): Promise<Told> {
  for (;;) {
    const answer = await programs.POST('/v1/deals/{dealId}/approval', { params, body });
    if (answer.data?.events[0]?.type !== 'DealStepApproved') return answer;
  }
}

/** The open case whether the customer of a deal is the one that its rival was approved for. */
async function decideCase(
  programs: AccordClient,
  { dealRef = '', rivalRef = '' }: Row,
  deals: Ids,
  body: Decision & { readonly verdict: 'same-customer' | 'different-customer' },
): Promise<Told> {
  const params = { path: { dealId: deals.get(rivalRef) ?? rivalRef } };
  const rival = await answered(programs.GET('/v1/deals/{dealId}', { params }));
  const about = { dealId: deals.get(dealRef) ?? dealRef, open: 'true' };
  const cases = await everyItem((at) =>
    programs.GET('/v1/cases', { params: { query: { ...about, ...at } } }),
  );
  const found = cases.find(({ customerId }) => customerId === rival.customerId);
  if (!found) throw new Error(`No open case about ${dealRef} and the customer of ${rivalRef}`);
  return programs.POST('/v1/cases/{caseId}/decision', {
    params: { path: { caseId: found.caseId } },
    body,
  });
}
