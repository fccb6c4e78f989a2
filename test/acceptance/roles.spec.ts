import { ROLES } from '@accord/kernel';
import { asObject, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram } from '../support/small-program';
import { filled, operationsOf, type Operation } from '../support/operations';

const PEOPLE = ROLES.filter((role) => role !== 'system' && role !== 'admin');
/** Health and nothing else. */
const OPEN = ['/health/live', '/health/ready'];

describe('Every route of the API', () => {
  let system: AccordUnderTest;
  let operations: Operation[];
  const callers = new Map<string, ApiClient>();

  beforeAll(async () => {
    system = await startAccordUnderTest();
    operations = await operationsOf(system.accord.url);
    callers.set('admin', system.admin);
    const programs = await principal(system.admin, 'the-program-manager', 'program-manager');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    for (const role of PEOPLE) {
      const partnerId = role === 'partner' ? 'acme' : undefined;
      callers.set(role, await principal(system.admin, `one-${role}`, role, partnerId));
    }
  });
  afterAll(() => system.stop());

  it('names the roles that it is open to', () => {
    const unnamed = operations.filter(({ roles }) => roles === undefined).map(({ path }) => path);
    expect(unnamed).toEqual([]);
    const open = operations.filter(({ roles }) => roles === 'anyone').map(({ path }) => path);
    expect(open.toSorted()).toEqual(OPEN);
    expect(operations.length).toBeGreaterThan(30);
  });

  it('answers 401 without a key and with a wrong one', async () => {
    for (const operation of operations.filter(({ roles }) => roles !== 'anyone')) {
      const path = filled(operation, () => 'x1');
      for (const key of [undefined, 'nonsense', 'accord.admin.00000000.wrong']) {
        expect(await statusOf(operation, path, key)).toEqual(`${operation.path} 401`);
      }
    }
  });

  it('answers 403 to every role that it does not name', async () => {
    for (const operation of operations) {
      for (const [role, caller] of callers) {
        if (operation.roles === 'anyone' || operation.roles?.includes(role)) continue;
        const path = filled(operation, () => 'x1');
        const { status } = await caller.raw(operation.method, path);
        expect(`${operation.method} ${operation.path} as ${role}: ${status}`).toBe(
          `${operation.method} ${operation.path} as ${role}: 403`,
        );
      }
    }
  });

  it('lets the roles in that it names', async () => {
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      for (const role of Array.isArray(operation.roles) ? operation.roles : []) {
        const path = filled(operation, () => 'x1');
        const { status } = await (callers.get(role) ?? system.admin).raw('GET', path);
        expect([role, operation.path, [401, 403].includes(status)]).toEqual([
          role,
          operation.path,
          false,
        ]);
      }
    }
  });

  it('says of what is not there that it is not, also where a list of it is asked for', async () => {
    const below = operations.filter(({ method, path }) => method === 'GET' && path.includes('{'));
    expect(below.length).toBeGreaterThan(40);
    const found: string[] = [];
    for (const operation of below) {
      const named = Array.isArray(operation.roles) ? operation.roles[0] : undefined;
      const caller = callers.get(named ?? 'admin') ?? system.admin;
      const { status } = await caller.raw(
        'GET',
        filled(operation, () => 'x1'),
      );
      // Of some the question itself is faulty: x1 is no quarter.
      if (status < 400) found.push(operation.path);
    }
    expect(found).toEqual([]);
  });

  it('takes the log position that the answer must include, where something is read', async () => {
    const reads = operations.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/v1/'),
    );
    expect(reads.length).toBeGreaterThan(50);
    for (const operation of reads) {
      const named = Array.isArray(operation.roles) ? operation.roles[0] : undefined;
      const path = filled(operation, () => '1');
      const caller = callers.get(named ?? 'admin') ?? system.admin;
      const { status, body } = await caller.raw('GET', `${path}?minPosition=soon`);
      const { errors } = asObject(body);
      expect([operation.path, status, errors]).toEqual([
        operation.path,
        400,
        expect.arrayContaining([expect.objectContaining({ path: 'minPosition' })]),
      ]);
    }
  });

  it('does not let the first admin approve or move money', () => {
    const money = /approval|issue|propos|payments|claims|allocations/;
    const open = operations.filter(
      ({ path, method, roles }) =>
        method === 'POST' && money.test(path) && roles?.includes('admin'),
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('tells an auditor who has which role, and by which keys', async () => {
    const auditor = callers.get('auditor') ?? system.admin;
    await system.admin.must('/v1/principals/one-partner/keys', {});

    const everybody = await auditor.list('/v1/principals');
    const ids = everybody.map((one) => asObject(one)['principalId']);
    expect(ids).toEqual(
      ['admin', 'the-program-manager', ...PEOPLE.map((role) => `one-${role}`)].toSorted(),
    );
    expect(JSON.stringify(everybody)).not.toMatch(/secret|hash/i);

    const [partner, ...others] = await auditor.list('/v1/principals?role=partner');
    expect(others).toEqual([]);
    expect(partner).toEqual({
      principalId: 'one-partner',
      roles: ['partner'],
      partnerId: 'acme',
      keyIds: [expect.any(String), expect.any(String)],
    });
    expect(await auditor.list('/v1/principals?partnerId=acme')).toEqual([partner]);
    const [first, second] = Array.isArray(partner?.['keyIds']) ? partner['keyIds'] : [];

    await system.admin.must(`/v1/principals/one-partner/keys/${String(first)}/revocation`, {});
    const { keyIds } = await system.admin.get('/v1/principals/one-partner');
    expect(keyIds).toEqual([second]);
    expect(await auditor.list('/v1/principals?role=partner')).toMatchObject([{ keyIds }]);
  });

  async function statusOf(
    operation: Operation,
    path: string,
    key: string | undefined,
  ): Promise<string> {
    const response = await fetch(system.accord.url + path, {
      method: operation.method,
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
    return `${operation.path} ${response.status}`;
  }
});
