import { ReadStore, sql } from '@accord/read-store';
import type { ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';

/** Views that lag: nothing is projected while the test holds them. Two API processes share one log. */
describe('A registration whose opportunity the views do not know as it is', () => {
  let system: AccordUnderTest;
  let reads: ReadStore;
  let here: ApiClient;
  let elsewhere: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest({ apis: 2, sandboxStart: '2026-02-02' });
    reads = await ReadStore.connect(system.accord.databaseUrl);
    const programs = await principal(system.admin, 'pm', 'program-manager');
    here = await principal(system.admin, 'crm', 'sales-system');
    elsewhere = here.at(system.urls[1] ?? '');
    await publishProgram(programs);
    await enrol(programs, 'acme');
  });
  afterAll(async () => {
    await reads.close();
    await system.stop();
  });

  const report = async (ref: string, stage: string): Promise<string> => {
    const facts = { source: 'crm', ref, stage, lastActivityOn: '2026-01-30' };
    return String((await here.must('/v1/opportunities', facts))['position']);
  };
  const shown = async (ref: string, stage: string): Promise<void> => {
    const position = await report(ref, stage);
    await elsewhere.get(`/v1/opportunities/crm/${ref}?minPosition=${position}`);
  };
  /** Lets no projector write while the work is done. */
  const heldBack = <T>(work: () => Promise<T>): Promise<T> =>
    reads.db.transaction().execute(async (trx) => {
      await sql`select from accord.view_checkpoints for update`.execute(trx);
      return work();
    });
  /** @returns what was recorded: route, revision looked at, and whether it was denied at once */
  const register = async (api: ApiClient, ref: string): Promise<unknown[]> => {
    const body = registration('acme', `${ref}-${new URL(api.url).port}`, {
      customer: { name: `Firma ${ref}`, country: 'DE' },
      opportunity: { source: 'crm', ref },
    });
    const { events } = await api.must('/v1/deals', body);
    const [, routed, denied] = events as { type: string; data: Record<string, unknown> }[];
    return [routed?.data['route'], routed?.data['opportunityRevision'], denied?.type];
  };

  it('is not denied for what the view says: the log is asked before', async () => {
    await shown('COOLED', '4');
    const recorded = await heldBack(async () => {
      await report('COOLED', '1');
      return register(elsewhere, 'COOLED');
    });
    expect(recorded).toEqual(['early-stage', 1, undefined]);
  });

  it('is accepted for what the view says, with the revision that it stood at', async () => {
    await shown('WARMED', '1');
    const [lagging, knowing] = await heldBack(async () => {
      await report('WARMED', '4');
      return [await register(elsewhere, 'WARMED'), await register(here, 'WARMED')];
    });
    expect(lagging).toEqual(['early-stage', 0, undefined]);
    // The process that took the report itself knows better.
    expect(knowing).toEqual(['late-stage-worked-on', 1, 'DealDenied']);
  });

  it('finds an opportunity in the log that the view has not seen yet', async () => {
    const recorded = await heldBack(async () => {
      await report('NEW', '2');
      return register(elsewhere, 'NEW');
    });
    expect(recorded).toEqual(['early-stage', 0, undefined]);
  });
});
