import { asObject, faultOf, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { Companies, FATE } from '../support/companies';
import { enrol, publishProgram } from '../support/small-program';

const ROUNDS = 12;

describe('A merge at one API process and an approval of the same scope at the other', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let companies: Companies;

  beforeAll(async () => {
    system = await startAccordUnderTest({ apis: 2 });
    programs = await principal(system.admin, 'pm', 'program-manager');
    const crm = await principal(system.admin, 'crm', 'sales-system');
    companies = new Companies(crm, programs);
    await publishProgram(programs);
    for (const partner of ['acme', 'bolt']) await enrol(programs, partner);
  });
  afterAll(() => system.stop());

  it('never both take place: either the approval is refused, or the merge waits', async () => {
    const found = new Set<string>();
    // Whichever was first comes later the next time, by twice as much until it is second and by half as much
    // from there: the rounds close in on the moment in which both are decided, whoever is faster.
    for (let round = 0, lag = 0; round < ROUNDS; round += 1) {
      const outcome = await race(round, lag);
      found.add(outcome);
      if (outcome === APPROVAL_FIRST) lag = lag < 0 ? Math.ceil(lag / 2) : lag * 2 + 1;
      else lag = lag > 0 ? Math.floor(lag / 2) : lag * 2 - 1;
    }
    expect([...found].toSorted()).toEqual([MERGE_FIRST, APPROVAL_FIRST]);
  });

  /**
   * Both want OPP of what may be one customer: one holds it, the other asks for it.
   * @param lag so many reads later comes the approval; below zero the merge
   */
  async function race(round: number, lag: number): Promise<string> {
    const [own, other] = [`Alpenglut${round}x`, `Borkenried${round}y`];
    const held = await companies.approve('acme', own, `OPP-${round}`);
    // Of other products: what is another customer's opportunity tells nobody apart by itself.
    const survivor = await companies.approve('bolt', other, `ELSE-${round}`, 'Ultimate');
    const wanted = await companies.register('bolt', other, `OPP-${round}`);
    const merge = async () => {
      await reads(wanted, -lag);
      const body = { into: survivor.customerId, ...FATE };
      return insist(0, `/v1/customers/${held.customerId}/merge`, body);
    };
    const approve = async () => {
      await reads(wanted, lag);
      return insist(1, `/v1/deals/${wanted}/approval`, {});
    };
    const [merged, approved] = await Promise.all([merge(), approve()]);
    return `${told(merged)}, ${told(approved)}`;
  }

  /** Lets a little time go by: reads a deal so many times, if any. */
  async function reads(dealId: string, times: number): Promise<void> {
    for (let i = 0; i < times; i += 1) await programs.raw('GET', `/v1/deals/${dealId}`);
  }

  /** Asks again under the same key as often as the answer is to try again. */
  async function insist(api: number, path: string, body: object): Promise<Answer> {
    const key = `race-${path.replaceAll('/', '-')}`;
    for (;;) {
      const answer = await programs.at(system.urls[api] ?? '').command(path, body, key);
      if (answer.status !== 503) return answer;
    }
  }
});

const MERGE_FIRST = 'CustomersMerged, exclusivity-held';
const APPROVAL_FIRST = 'MergeSuspended, DealApproved';

function told(answer: Answer | undefined): string {
  if (!answer) return 'nothing';
  if (answer.status >= 300) return faultOf(answer).code;
  const events = asObject(answer.body)['events'];
  return Array.isArray(events) ? events.map((event) => String(asObject(event)['type'])).join() : '';
}
