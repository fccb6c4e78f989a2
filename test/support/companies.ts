import { asObject, type ApiClient } from './api-client';
import { registration } from './small-program';

export interface ApprovedDeal {
  readonly dealId: string;
  readonly customerId: string;
}

/** Why two customers are one, or one is two. */
export const FATE = {
  evidence: { document: 'register-HRB-4711' },
  internalReason: 'One register number',
};

/** Registrations about companies whose names share nothing but what the test gives them in common. */
export class Companies {
  private registered = 0;

  constructor(
    private readonly crm: ApiClient,
    private readonly programs: ApiClient,
  ) {}

  /**
   * Of an opportunity that sales have reported, and that one approval is enough for.
   * @param productFamily the usual one when absent
   * @returns the registration's id
   */
  async register(
    partner: string,
    company: string,
    opportunity: string,
    productFamily = 'Premium',
  ): Promise<string> {
    const customer = { name: `${company} GmbH`, country: 'DE', domain: `${company}.example` };
    const at = { source: 'crm', ref: opportunity };
    await this.crm.must('/v1/opportunities', { ...at, stage: '4' });
    const more = { customer, opportunity: at, productFamily };
    this.registered += 1;
    const body = registration(partner, `${partner}-${company}-${this.registered}`, more);
    const { id } = await this.crm.must('/v1/deals', body);
    return String(id);
  }

  async approve(...registered: Parameters<Companies['register']>): Promise<ApprovedDeal> {
    const dealId = await this.register(...registered);
    const { position } = await this.programs.must(`/v1/deals/${dealId}/approval`, {});
    const deal = await this.programs.get(`/v1/deals/${dealId}?minPosition=${String(position)}`);
    return { dealId, customerId: String(deal['customerId']) };
  }
}

/** @returns the data of the first event of a reply */
export function firstEvent(reply: Record<string, unknown>): Record<string, unknown> {
  const [event] = Array.isArray(reply['events']) ? reply['events'] : [];
  return asObject(asObject(event)['data']);
}
