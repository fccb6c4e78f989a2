import { faultOf, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';

const RIVALS = 200;
/** Spellings of one company that share a key: its domain, its name without legal form, its number. */
const SPELLINGS = [
  { name: 'Nordwind Energie GmbH', domain: 'nordwind.example' },
  { name: 'NORDWIND ENERGIE', domain: 'www.nordwind.example' },
  { name: 'Nordwind-Energie G.m.b.H.', domain: 'nordwind.example' },
  { name: 'nordwind energie gmbh', domain: 'https://nordwind.example/kontakt' },
  { name: 'Nordwind  Energie GmbH.', domain: 'NORDWIND.example' },
];

describe('The same company, registered by many partners at once', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest({ apis: 2 });
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
  });
  afterAll(() => system.stop());

  it('goes to exactly one of them, whichever API process each approval meets', async () => {
    const at = (caller: ApiClient, i: number): ApiClient =>
      caller.at(system.urls[i % system.urls.length] ?? '');
    const rivals = Array.from({ length: RIVALS }, (_, i) => i);

    // given: every rival has registered it, under one of the spellings
    await Promise.all(rivals.map((i) => enrol(at(programs, i), `rival-${i}`)));
    const registered = await Promise.all(
      rivals.map((i) => {
        const customer = { ...SPELLINGS[i % SPELLINGS.length], country: 'DE' };
        const body = registration(`rival-${i}`, `R-${i}`, { customer });
        return at(crm, i).must('/v1/deals', body);
      }),
    );

    // when: all are approved in parallel
    const answers = await Promise.all(
      registered.map(({ id }, i) =>
        answerTo(at(programs, i + 1), `/v1/deals/${String(id)}/approval`),
      ),
    );

    // then: one approval; every other one says who holds the customer, or which case is open
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    const refusals = answers.filter(({ status }) => status >= 300).map((one) => faultOf(one).code);
    expect(refusals).toHaveLength(RIVALS - 1);
    const known = ['exclusivity-held', 'case-undecided'];
    expect(refusals.filter((code) => !known.includes(code))).toEqual([]);
    const approved = await programs.list('/v1/deals?status=approved');
    expect(approved).toHaveLength(1);
  });

  /** Asks again under the same key as often as the answer is to try again: on a slow machine the last wait long. */
  async function answerTo(caller: ApiClient, path: string): Promise<Answer> {
    for (const key = path.replaceAll('/', '-'); ;) {
      const answer = await caller.command(path, {}, key);
      if (answer.status !== 503) return answer;
    }
  }
});
