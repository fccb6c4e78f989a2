import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { payQuarter } from '../support/pay-quarter';
import { enrol } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const SAMPLE = resolve(__dirname, '../../samples/gitlab/program.yaml');
/** At least 10,000 a quarter, less what was sold, carried over. */
const GUARANTEE = `incentives:
  - kind: formula
    rule: guaranteed
    dealType: serviceAttach
    per: quarter
    settle: difference
    guarantee: { for: agreementThroughout, exhibit: services }
    formula:
      op: greatest
      of:
        - op: difference
          of: { op: perUnit, amount: '10000.00', of: { op: input, fact: quarters, over: yearToDate } }
          less: { op: input, fact: netArr, over: yearToDate }
        - { op: amount, amount: '0.00' }
    illustrative: true
    requires: { designations: [], tracks: [] }
    due: { quarterEndPlusDays: 45 }
    exclusiveGroup: null
`;

describe('A guarantee of 10,000 a quarter, through the API of running processes', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let finance: ApiClient;
  let approver: ApiClient;
  let blue: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    programs = await principal(admin, 'pm', 'program-manager');
    const crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    approver = await principal(admin, 'carl', 'finance-approver');
    const document = readFileSync(SAMPLE, 'utf8').replace('incentives:\n', GUARANTEE);
    await programs.must('/v1/programs/gitlab/versions', document);
    for (const partnerId of ['acme', 'blue']) await enrol(programs, partnerId);
    blue = await principal(admin, 'blue-portal', 'partner', 'blue');
    await programs.must('/v1/partners', {
      partnerId: 'late',
      programId: 'gitlab',
      name: 'Late',
      kind: 'reseller',
      country: 'DE',
      track: 'Select',
    });
    const deal = await approvedDeal({ crm, programs }, 'acme', 'A-1', 'serviceAttach');
    await bookedSale({ crm, programs }, 'SA-1', deal, '12000.00');
    await advanceTo(admin, '2026-02-02');
    await programs.must('/v1/partners/late/agreements', {
      agreementId: 'agreement-late',
      territories: ['EMEA'],
      exhibits: ['services'],
      signedOn: '2026-02-02',
    });
  });
  afterAll(() => system.stop());

  const pay = (quarter: string) => payQuarter({ finance, approver }, 'gitlab', quarter);
  async function guaranteed(quarter: string): Promise<unknown[]> {
    const lines = await finance.list(`/v1/earnings?quarter=${quarter}`);
    return lines
      .filter(({ rule }) => rule === 'guaranteed')
      .map(({ partnerId, amount, saleId }) => [String(partnerId), amount, saleId === null])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  }

  it('is no line while the quarter runs', async () => {
    await advanceTo(system.admin, '2026-04-30');
    expect(await guaranteed('FY2027-Q1')).toEqual([['acme', '0.00', false]]);
  });

  it('is paid after the quarter to a partner under agreement that sold nothing, and says why', async () => {
    await advanceTo(system.admin, '2026-06-15');
    await pay('FY2027-Q1');
    expect(await guaranteed('FY2027-Q1')).toEqual([
      ['acme', '0.00', false],
      ['blue', '10000.00', true],
    ]);
    const statement = '/v1/statements/gitlab.FY2027-Q1.quarterly.blue';
    const lineId = 'guaranteed:blue:FY2027-Q1';
    expect(await blue.get(statement)).toMatchObject({
      payable: '10000.00',
      items: [{ lineId, dealId: null, saleId: null, quarter: 'FY2027-Q1', amount: '10000.00' }],
    });
    const explained = await blue.get(
      `${statement}/lines/${encodeURIComponent(lineId)}/explanation`,
    );
    expect(explained['grounds']).toMatchObject([
      { decides: 'rules', type: 'ProgramVersionPublished' },
      { decides: 'enrolment', type: 'PartnerEnrolled' },
      { decides: 'agreement', type: 'AgreementSigned' },
      { decides: 'quarter-end', type: 'FiscalQuarterEnded', role: 'system' },
    ]);
    expect(explained['measures']).toMatchObject([{ measure: 'input-1', count: 0, sum: '0/1' }]);
  });

  it('leaves 8,000 after 12,000, and nothing to a partner whose agreement ended in the quarter', async () => {
    await advanceTo(system.admin, '2026-09-15');
    await programs.must('/v1/partners/blue/agreements/agreement-blue/end', {
      endedOn: '2026-07-30',
    });
    const { payoutId } = await pay('FY2027-Q2');
    expect(await guaranteed('FY2027-Q2')).toEqual([
      ['acme', '8000.00', true],
      ['late', '10000.00', true],
    ]);
    const drafted = await finance.list(`/v1/payouts/${payoutId}/review`);
    expect(drafted.map(({ partnerId, change, amount }) => [partnerId, change, amount])).toEqual([
      ['blue', 'gone', '0.00'],
      ['late', 'new', '10000.00'],
      ['acme', 'more', '8000.00'],
    ]);
    expect(await finance.get('/v1/accounts/gitlabinc.acme.USD')).toMatchObject({
      payable: '8000.00',
    });
    const members = await finance.list(
      '/v1/statements/gitlab.FY2027-Q2.quarterly.acme/lines/guaranteed:acme:FY2027-Q2/measures/input-1/members',
    );
    expect(members).toMatchObject([{ exact: '1200000/1', quarter: 'FY2027-Q1' }]);
  });

  it('is tried on other rules as well: 12,000 a quarter are 2,000 and 4,000 more', async () => {
    const tried = readFileSync(SAMPLE, 'utf8')
      .replace('incentives:\n', GUARANTEE)
      .replace("'10000.00'", "'12000.00'");
    const { id } = await finance.must('/v1/what-if?reach=all-history', tried);
    for (;;) {
      const { status } = await finance.get(`/v1/what-if/${String(id)}`);
      if (status === 'done') break;
      if (status === 'failed') throw new Error('The what-if failed');
    }
    const partners = await finance.list(`/v1/what-if/${String(id)}/partners`);
    expect(partners.map((one) => [one['partnerId'], one['current'], one['changed']])).toEqual([
      ['acme', '8000.00', '12000.00'],
      ['blue', '10000.00', '12000.00'],
      ['late', '10000.00', '12000.00'],
    ]);
  });
});
