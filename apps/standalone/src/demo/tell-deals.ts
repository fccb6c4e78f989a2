import { asObject, type ApiClient, type Answer } from './api-client';
import { listOf, type Row } from './sample';

/** Ids that Accord has given, by the references of the sample. */
export type Ids = Map<string, string>;

/** The partner portal hands a registration over. */
export async function tellRegistration(
  crm: ApiClient,
  programId: string,
  row: Row,
  deals: Ids,
): Promise<Answer> {
  const { ref = '', partnerId, dealType, customerName, country, domain, opportunityRef } = row;
  const registerNumbers = listOf(row['registerNumbers']).map((cell) => {
    const [kind, registerCountry, value] = cell.split(':');
    return { kind, ...(registerCountry && { country: registerCountry }), value };
  });
  const answer = await crm.command('/v1/deals', {
    partnerId,
    programId,
    dealType,
    customer: { name: customerName, country, ...(domain && { domain }), registerNumbers },
    ...(opportunityRef && { opportunity: { source: 'crm', ref: opportunityRef } }),
    amount: row['amount'],
    currency: row['currency'],
    productFamily: row['productFamily'],
    territory: row['territory'],
    renewal: row['renewal'],
    softwareOwnedByPartner: row['softwareOwnedByPartner'] === 'true',
    origin: { source: 'portal', ref },
    ...(row['distributorId'] && { distributorId: row['distributorId'] }),
    occurredOn: row['occurredOn'],
  });
  const { id } = asObject(answer.body);
  if (typeof id === 'string') deals.set(ref, id);
  return answer;
}

/** What program managers, partners and the sales system decide about a deal. */
export async function tellDecision(
  programs: ApiClient,
  crm: ApiClient,
  row: Row,
  deals: Ids,
): Promise<Answer> {
  const { dealRef = '', action = '', code, text, internalReason, occurredOn } = row;
  const deal = `/v1/deals/${deals.get(dealRef) ?? dealRef}`;
  const decision = { ...(internalReason && { internalReason }), occurredOn };
  switch (action) {
    case 'approve':
      return approve(programs, deal, decision);
    case 'deny':
      return programs.command(`${deal}/denial`, { ...decision, code, publicReason: text });
    case 'return':
      return programs.command(`${deal}/return`, { ...decision, question: text });
    case 'answer':
      return crm.command(`${deal}/information`, { answer: text });
    case 'extend':
      return programs.command(`${deal}/extension`, decision);
    case 'withdraw':
      return crm.command(`${deal}/withdrawal`, {});
    case 'won':
    case 'lost':
      return crm.command(`${deal}/closing`, { ...decision, result: action });
    case 'same-customer':
    case 'different-customer':
      return decideCase(programs, row, deals, { ...decision, verdict: action });
    default:
      throw new Error(`decisions.csv: no action "${action}"`);
  }
}

/** One manager decides all steps of the demo: each approval is asked for until there is none left. */
async function approve(programs: ApiClient, deal: string, decision: object): Promise<Answer> {
  for (;;) {
    const answer = await programs.command(`${deal}/approval`, decision);
    const { events } = asObject(answer.body);
    const [event] = Array.isArray(events) ? events.map(asObject) : [];
    if (event?.['type'] !== 'DealStepApproved') return answer;
  }
}

/** The open case whether the customer of a deal is the one that its rival was approved for. */
async function decideCase(
  programs: ApiClient,
  { dealRef = '', rivalRef = '' }: Row,
  deals: Ids,
  verdict: object,
): Promise<Answer> {
  const rival = await programs.get(`/v1/deals/${deals.get(rivalRef)}`);
  const cases = await programs.list(`/v1/cases?dealId=${deals.get(dealRef)}&open=true`);
  const found = cases.find(({ customerId }) => customerId === rival['customerId']);
  if (!found) throw new Error(`No open case about ${dealRef} and the customer of ${rivalRef}`);
  return programs.command(`/v1/cases/${String(found['caseId'])}/decision`, verdict);
}
