import { asObject, faultOf, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, registration } from '../support/small-program';
import { documentOf } from '../support/sample-rules';

/**
 * What marketplaces keep, as GitLab published it in November 2022 (Channel Operations): Google 3% of the
 * booking; AWS 8% of new business below a million, 6% above, 3% of renewals.
 */
describe('Orders through a marketplace', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let finance: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    finance = await principal(system.admin, 'fiona', 'finance');
    const text = documentOf('gitlab');
    await programs.must('/v1/programs/gitlab/versions', text);
    // The same program, in which a million to the cent has the band that ends there.
    const other = text
      .replace('program: gitlab', 'program: otherlab')
      .replace('entity: gitlabinc', 'entity: otherlabinc')
      .replace('boundary: from', 'boundary: to');
    await programs.must('/v1/programs/otherlab/versions', other);
  });
  afterAll(() => system.stop());

  let count = 0;
  const order = (marketplace: string, annualFees: string, more: object = {}): object => ({
    programId: 'gitlab',
    origin: { source: 'crm', ref: `M-${(count += 1)}` },
    annualFees,
    netArr: annualFees,
    currency: 'USD',
    marketplace,
    ...more,
  });
  /** A closed order as it is read afterwards. */
  async function booked(body: object): Promise<Record<string, unknown>> {
    const { id, position } = await crm.must('/v1/sales', body);
    return finance.get(`/v1/sales/${String(id)}?minPosition=${String(position)}`);
  }
  const codeOf = (answer: Answer): string => `${answer.status} ${faultOf(answer).code}`;

  it('C51: Google keeps 3% of 250,000, 7,500, and says how that comes about', async () => {
    const business = { business: 'new' };
    expect((await booked(order('google', '250000.00', business)))['marketplaceFee']).toEqual({
      marketplace: 'google',
      business: 'new',
      amount: '7500.00',
      currency: 'USD',
      of: 'annualFees',
      booking: '250000.00',
      rate: '3%',
      band: null,
      exact: '75000000/100',
      rounding: 'half-up',
      programVersion: 'gitlab@1',
      derivation: 'google, new: 3% of annual fees 250000.00 = 7500.00 USD',
    });
  });

  it.each([
    ['gitlab', 'new', '999999.99', '8%', '80000.00'],
    ['gitlab', 'new', '1000000.00', '6%', '60000.00'],
    ['gitlab', 'new', '1000000.01', '6%', '60000.00'],
    ['otherlab', 'new', '999999.99', '8%', '80000.00'],
    ['otherlab', 'new', '1000000.00', '8%', '80000.00'],
    ['otherlab', 'new', '1000000.01', '6%', '60000.00'],
    ['gitlab', 'renewal', '2000000.00', '3%', '60000.00'],
  ])('C51: under "%s" AWS keeps of %s of %s its %s, %s', async (...row) => {
    const [programId, business, fees, rate, amount] = row;
    const sale = await booked(order('aws', fees, { programId, business }));
    expect(sale['marketplaceFee']).toMatchObject({
      rate,
      amount,
      programVersion: `${programId}@1`,
    });
  });

  it('still qualify for the referral fee, of all that the customer pays; the line says what the marketplace keeps', async () => {
    await enrol(programs, 'referrer');
    const opportunity = { source: 'crm', ref: 'OPP-M' };
    const body = registration('referrer', 'M-R', { dealType: 'referral', opportunity });
    const { id: dealId } = await crm.must('/v1/deals', body);
    await programs.must(`/v1/deals/${String(dealId)}/approval`, {});
    // That it is new business is known from the registration.
    const { position } = await booked(order('aws', '120000.00', { dealId, opportunity }));
    const lines = await finance.list(
      `/v1/earnings?partnerId=referrer&minPosition=${String(position)}`,
    );
    expect(lines).toEqual([
      expect.objectContaining({
        rule: 'referral-fee',
        amount: '12000.00',
        zeroReason: null,
        marketplaceFee: expect.objectContaining({ business: 'new', rate: '8%', amount: '9600.00' }),
      }),
    ]);
  });

  it('are refused where the program cannot say what is kept, and nothing is booked', async () => {
    const refused = async (body: object, code: string): Promise<void> => {
      const answer = await crm.command('/v1/sales', body);
      expect(codeOf(answer)).toBe(`422 ${code}`);
      const { origin } = asObject(body);
      // The order's reference is still free.
      const again = order('google', '1.00', { origin, business: 'new' });
      await crm.must('/v1/sales', again);
    };
    await refused(order('azure', '1.00', { business: 'new' }), 'marketplace-unknown');
    await refused(order('aws', '1.00'), 'business-unknown');
    const euros = order('aws', '1.00', { business: 'new', currency: 'EUR' });
    await refused(euros, 'fee-in-other-currency');
  });

  it('are not asked about where the order names none', async () => {
    const { marketplace: _none, ...plain } = asObject(order('google', '250000.00'));
    expect(await booked(plain)).toMatchObject({ marketplaceFee: null });
  });
});
