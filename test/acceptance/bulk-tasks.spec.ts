import { join } from 'node:path';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { asObject, faultOf, type Answer, type ApiClient } from '../support/api-client';
import {
  DIST,
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';

type Json = Record<string, unknown>;
const NDJSON = 'application/x-ndjson';

describe('A bulk task', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let worker: Child | undefined;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
  });
  afterAll(async () => {
    await worker?.stop();
    await system.stop();
  });

  it('has a result for each line, in the order of the file, whatever dies meanwhile', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => line(`big-${i + 1}`));
    lines[6] = '{"partnerId": ';
    lines[7] = JSON.stringify({ ...body('big-8'), amount: '-1', territory: 7 });
    lines[8] = JSON.stringify({ ...body('big-9'), partnerId: 'nobody' });
    const other = await startProcess('api', 'api-2');
    const submitted = await submit(
      lines.join('\n'),
      'big',
      NDJSON,
      '',
      String(other.details['url']),
    );
    expect(submitted).toMatchObject({ status: 201, body: { status: 'accepted' } });
    const id = String(asObject(submitted.body)['id']);

    await progress(id, (worked) => worked > 0);
    process.kill(other.pid, 'SIGKILL');
    await other.ended;
    process.kill(system.accord.pids['worker'] ?? 0, 'SIGKILL');
    worker = await startProcess('worker', 'worker-2');
    await progress(id, (worked) => worked > 100);
    process.kill(worker.pid, 'SIGKILL');
    await worker.ended;
    worker = await startProcess('worker', 'worker-3');
    const task = await progress(id, (_, status) => status !== 'open');

    expect(task).toMatchObject({ status: 'completed', lines: 300, worked: 300, failure: null });
    const results = await crm.list(`/v1/bulk-tasks/${id}/results`);
    expect(results.map((one) => one['line'])).toEqual(lines.map((_, i) => i + 1));
    expect(results.slice(6, 9)).toEqual([
      expect.objectContaining({ line: 7, status: 'invalid', errors: [NOT_JSON] }),
      expect.objectContaining({
        line: 8,
        status: 'invalid',
        source: 'portal',
        ref: 'big-8',
        errors: expect.arrayContaining([
          expect.objectContaining({ path: 'amount' }),
          expect.objectContaining({ path: 'territory' }),
        ]),
      }),
      expect.objectContaining({
        line: 9,
        status: 'refused',
        ref: 'big-9',
        errors: [expect.objectContaining({ code: 'partner-unknown', path: 'partnerId' })],
      }),
    ]);
    expect(await crm.list(`/v1/bulk-tasks/${id}/results?status=refused`)).toEqual([results[8]]);

    // Every good line is one deal, and first in the file is first in the queue.
    const deals = await crm.list('/v1/deals?partnerId=acme');
    const good = results.filter(({ errors }) => Array.isArray(errors) && errors.length === 0);
    expect(good).toHaveLength(297);
    expect(deals.map(({ dealId }) => dealId)).toEqual(good.map((one) => one['id']));
    expect(deals.map(({ origin }) => origin)).toEqual(
      good.map(({ ref }) => `portal/${String(ref)}`),
    );
  });

  it('is the same one under the same key, and another file needs another key', async () => {
    const file = [line('key-1'), line('key-2')].join('\n');
    const first = await submit(file, 'a-key');
    const again = await submit(file, 'a-key');
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual({ ...asObject(first.body), status: 'replayed' });
    const other = await submit(line('key-3'), 'a-key');
    expect([other.status, faultOf(other).code]).toEqual([409, 'idempotency-key-reused']);
  });

  it('finds what was registered before by its reference', async () => {
    const file = [line('twice-1'), line('twice-2')].join('\n');
    await completed(file, 'once');
    const { task, results } = await completed(`${file}\n${line('twice-3')}`, 'twice');
    expect(task['counts']).toMatchObject({ accepted: 1, replayed: 2 });
    expect(results.map(({ status, ref }) => [status, ref])).toEqual([
      ['replayed', 'twice-1'],
      ['replayed', 'twice-2'],
      ['accepted', 'twice-3'],
    ]);
  });

  it('takes CSV, and says where it is broken', async () => {
    const file = [
      'partnerId,programId,dealType,customer.name,customer.country,amount,currency,productFamily,territory,origin.source,origin.ref',
      'acme,gitlab,resale,"Papier,\nHolz & Co KG",DE,1200.00,USD,Premium,EMEA,portal,csv-1',
      'acme,gitlab,resale,Glas AG,DE,12.345,USD,Premium,EMEA,portal,csv-2',
      'acme,gitlab,resale,"Stahl',
    ].join('\r\n');
    const { results } = await completed(file, 'csv', 'text/csv');
    expect(results.map(({ line: at, status }) => [at, status])).toEqual([
      [3, 'accepted'],
      [4, 'invalid'],
      [5, 'invalid'],
    ]);
    expect(results[1]).toMatchObject({ errors: [{ path: 'amount' }] });
    expect(results[2]).toMatchObject({ errors: [{ code: 'csv-invalid' }] });
  });

  it.each([
    ['nothing at all', '', 422, 'no-lines'],
    ['10,001 lines', 'x\n'.repeat(10_001), 422, 'too-many-lines'],
    ['more than 16 MiB', `${'x'.repeat(1_000)}\n`.repeat(17_000), 413, 'too-large'],
  ])('is refused for %s', async (_, file, status, code) => {
    const answer = await submit(file, `refused-${code}`);
    const { errors } = asObject(answer.body);
    const first = Array.isArray(errors) ? asObject(errors[0])['code'] : faultOf(answer).code;
    expect([answer.status, first]).toEqual([status, code]);
  });

  it('is only tried with dryRun', async () => {
    const before = await crm.list('/v1/bulk-tasks');
    const answer = await submit(line('dry'), 'dry', NDJSON, '?dryRun=true');
    expect(answer).toMatchObject({ status: 200, body: { status: 'dry-run', position: null } });
    const { id } = asObject(answer.body);
    expect((await crm.raw('GET', `/v1/bulk-tasks/${String(id)}/results`)).status).toBe(404);
    expect(await crm.list('/v1/bulk-tasks')).toEqual(before);
  });

  it('is its submitter’s, and that of the vendor’s people', async () => {
    const { task } = await completed(line('whose'), 'whose');
    const other = await principal(system.admin, 'other-crm', 'sales-system');
    const path = `/v1/bulk-tasks/${String(task['taskId'])}`;
    expect((await other.raw('GET', path)).status).toBe(404);
    expect((await other.raw('GET', `${path}/results`)).status).toBe(404);
    expect(await other.list('/v1/bulk-tasks')).toEqual([]);
    expect(await programs.get(path)).toEqual(task);
  });

  it('registers under a reference once for each system that it is from', async () => {
    const other = await principal(system.admin, 'second-crm', 'sales-system');
    const first = asObject((await crm.command('/v1/deals', body('ref-1'))).body);
    const elsewhere = { ...body('ref-1'), origin: { source: 'hub', ref: 'ref-1' } };
    const second = asObject((await crm.command('/v1/deals', elsewhere)).body);
    expect(second['id']).not.toBe(first['id']);
    // The same reference from another caller is the same deal, and is not registered again.
    const third = await other.command('/v1/deals', body('ref-1'));
    expect(third).toMatchObject({ status: 422, body: { errors: [{ code: 'deal-exists' }] } });
    const at = `minPosition=${String(second['position'])}`;
    expect(await crm.get(`/v1/deals/${String(first['id'])}?${at}`)).toMatchObject({
      origin: 'portal/ref-1',
    });
    const found = await crm.list(`/v1/deals?origin=hub/ref-1&${at}`);
    expect(found.map(({ dealId }) => dealId)).toEqual([second['id']]);
  });

  const NOT_JSON = { code: 'not-json', message: 'The line is no JSON object' };
  const body = (ref: string): object =>
    registration('acme', ref, {
      customer: { name: `Werk ${ref}`, country: 'DE', domain: `${ref}.example` },
      opportunity: undefined,
    });
  const line = (ref: string): string => JSON.stringify(body(ref));

  async function submit(
    file: string,
    key: string,
    type = NDJSON,
    query = '',
    url = system.accord.url,
  ): Promise<Answer> {
    const response = await fetch(`${url}/v1/bulk-tasks${query}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${crm.key}`,
        'content-type': type,
        'idempotency-key': key,
      },
      body: file,
    });
    return { status: response.status, body: await response.json() };
  }

  async function completed(
    file: string,
    key: string,
    type = NDJSON,
  ): Promise<{ task: Json; results: Json[] }> {
    const { id } = asObject((await submit(file, key, type)).body);
    const task = await progress(String(id), (_, status) => status !== 'open');
    return { task, results: await crm.list(`/v1/bulk-tasks/${String(id)}/results`) };
  }

  /** The task as soon as it has come so far. */
  async function progress(
    id: string,
    isThere: (worked: number, status: unknown) => boolean,
  ): Promise<Json> {
    for (;;) {
      const answer = await crm.raw('GET', `/v1/bulk-tasks/${id}`);
      const task = asObject(answer.body);
      if (answer.status === 200 && isThere(Number(task['worked']), task['status'])) return task;
    }
  }

  const startProcess = (app: 'api' | 'worker', name: string): Promise<Child> =>
    startChild({
      name,
      entry: join(DIST, `apps/${app}/src/main.js`),
      environment: system.accord.environment,
      logs: join(system.accord.dataDirectory, 'logs'),
    });
});
