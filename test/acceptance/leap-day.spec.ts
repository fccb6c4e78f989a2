import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import type { ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrolIn, publish, registrationIn } from '../support/rules-of-engagement';
import type { Vendor } from '../support/sample-rules';

type Row = Record<string, unknown>;

/** From 31 August 2027 over the last day of February 2028, through the API on a sandbox's clock. */
describe('A protection over a leap day', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: '2027-08-31' });
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    for (const vendor of ['neuvector', 'gitlab'] as const) {
      await publish(programs, vendor);
      await enrolIn(programs, vendor, `${vendor}-a`);
    }
  });
  afterAll(() => system.stop());

  const tell = async (path: string, body: object): Promise<string> => {
    const reply = await (path === '/v1/deals' ? crm : programs).must(path, body);
    if (typeof reply['position'] === 'string') position = reply['position'];
    return String(reply['id']);
  };
  async function approved(vendor: Vendor, ref: string): Promise<string> {
    const customer = { name: ref, country: 'US', domain: `${ref.toLowerCase()}.example` };
    const id = await tell('/v1/deals', registrationIn(vendor, `${vendor}-a`, ref, { customer }));
    await tell(`/v1/deals/${id}/approval`, {});
    return id;
  }
  /** The deals on a day, after all due work of the day. */
  async function on(day: string, ...ids: readonly string[]): Promise<Row[]> {
    await advanceTo(system.admin, day);
    const mark = { source: 'crm', ref: `MARK-${day}`, stage: '0' };
    position = String((await crm.must('/v1/opportunities', mark))['position']);
    return Promise.all(ids.map((id) => programs.get(`/v1/deals/${id}?minPosition=${position}`)));
  }

  it('of six months from 31 August ends with 29 February, one of 90 days with its 90th', async () => {
    // given: six months from the last day of August; no February has a 31st
    const months = await approved('neuvector', 'Halcyon');
    expect((await on('2027-08-31', months))[0]).toMatchObject({ expiresOn: '2028-02-29' });
    // and: 90 days that end the day before, on and after the leap day
    await advanceTo(system.admin, '2027-11-30');
    const before = await approved('gitlab', 'Kingfisher');
    await advanceTo(system.admin, '2027-12-01');
    const day = await approved('gitlab', 'Osprey');
    await advanceTo(system.admin, '2027-12-02');
    const after = await approved('gitlab', 'Merlin');

    const all = [before, day, after, months];
    expect(
      (await on('2028-02-28', ...all)).map(({ expiresOn, status }) => [expiresOn, status]),
    ).toEqual([
      ['2028-02-28', 'approved'],
      ['2028-02-29', 'approved'],
      ['2028-03-01', 'approved'],
      ['2028-02-29', 'approved'],
    ]);
    const statuses = async (date: string): Promise<unknown[]> =>
      (await on(date, ...all)).map(({ status }) => status);
    expect(await statuses('2028-02-29')).toEqual(['expired', 'approved', 'approved', 'approved']);
    expect(await statuses('2028-03-01')).toEqual(['expired', 'expired', 'approved', 'expired']);
    expect(await statuses('2028-03-02')).toEqual(['expired', 'expired', 'expired', 'expired']);

    // when: it is extended after its end, the 30 days count from there
    await tell(`/v1/deals/${day}/extension`, {});
    expect((await on('2028-03-30', day))[0]).toMatchObject({
      status: 'approved',
      expiresOn: '2028-03-30',
    });
    expect((await on('2028-03-31', day))[0]).toMatchObject({ status: 'expired' });
  });
});
