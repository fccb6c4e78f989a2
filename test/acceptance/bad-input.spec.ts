import { request } from 'node:http';
import fc from 'fast-check';
import { EventRegistry, EventStore } from '@accord/event-store';
import type { ApiClient } from '../support/api-client';
import { asObject } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { AMOUNT, DATE, bodyForm } from '../support/bad-bodies';
import { filled, operationsOf, type Operation } from '../support/operations';
import { enrol, publishProgram, registration } from '../support/small-program';

const RUNS = 40;

/** Texts that have broken something somewhere. */
const NASTY = fc.constantFrom(
  '\0',
  'a\0b',
  '\ud800',
  '../../etc/passwd',
  "'; drop table deals; --",
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '2026-02-30',
  '0000-00-00',
  '-1.00',
  '99999999999999999999.00',
  '1e400',
  'XXX',
  '=cmd()',
  'x'.repeat(100_000),
);
const value = fc.oneof(NASTY, fc.jsonValue(), fc.string({ unit: 'binary' }));
const anyId = fc
  .oneof(NASTY, fc.string({ minLength: 1, maxLength: 50 }))
  .filter((id) => id.isWellFormed() && id.length < 500 && !['.', '..'].includes(id));

/** Neither field lies within the other. */
const isApartFrom =
  (path: string) =>
  (other: { readonly path: string }): boolean =>
    !`${path}.`.startsWith(`${other.path}.`) && !`${other.path}.`.startsWith(`${path}.`);

describe('Bad input of every kind', () => {
  let system: AccordUnderTest;
  let operations: Operation[];
  let log: EventStore;
  const callers = new Map<string, ApiClient>();

  beforeAll(async () => {
    system = await startAccordUnderTest();
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
    operations = await operationsOf(system.accord.url);
    for (const role of [
      'program-manager',
      'sales-system',
      'finance',
      'finance-approver',
      'auditor',
    ]) {
      callers.set(role, await principal(system.admin, `one-${role}`, role));
    }
    callers.set('admin', system.admin);
    const programs = callers.get('program-manager');
    if (!programs) throw new Error('no program manager');
    await publishProgram(programs);
    await enrol(programs, 'acme');
  });
  afterAll(async () => {
    await log.close();
    await system.stop();
  });

  it('gets a 4xx with a reason, never a 5xx, and changes nothing', async () => {
    const before = await head();
    for (const operation of operations.filter(({ roles }) => roles !== 'anyone')) {
      const body = fc.oneof(
        fc.dictionary(fc.oneof(NASTY, fc.string()), value, { minKeys: 1 }),
        fc.array(value),
        value,
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyId, { minLength: 4, maxLength: 4 }),
          body,
          async (ids, sent) => {
            let next = 0;
            const path = filled(operation, () => ids[next++ % ids.length] ?? 'x');
            const text = operation.hasBody ? JSON.stringify(sent) : undefined;
            const answer = await callerOf(operation).raw(operation.method, path, text);
            refusedOrRead(operation, answer);
          },
        ),
        { numRuns: RUNS },
      );
    }
    expect(await head()).toBe(before);
  });

  it('is told every fault of every command at once, each with its path, and changes nothing', async () => {
    const before = await head();
    const document = asObject(await (await fetch(`${system.accord.url}/docs-json`)).json());
    let tried = 0;
    for (const operation of operations.filter(({ schema }) => schema !== undefined)) {
      const { example, faults, withNulls } = bodyForm(document, operation.schema ?? {});
      const send = async (body: object): Promise<{ status: number; paths: string[] }> => {
        const path = filled(operation, (name) => (name === 'quarter' ? 'FY2027-Q1' : 'nobody'));
        const text = JSON.stringify(body);
        // What turns out to be right is only tried.
        const dry = `${path}?dryRun=true`;
        const answer = await callerOf(operation).raw(operation.method, dry, text);
        const { errors } = asObject(answer.body);
        const paths = Array.isArray(errors) ? errors.map((one) => asObject(one)['path']) : [];
        return { status: answer.status, paths: paths.map(String) };
      };
      // As it should be it is at most refused, so that what is found below comes from the faults.
      const wellFormed = await send(example);
      expect([operation.path, wellFormed]).not.toEqual([
        operation.path,
        expect.objectContaining({ status: 400 }),
      ]);
      for (const { what, path, apply } of faults) {
        const { status, paths } = await send(apply(example));
        expect([operation.path, what, status, paths]).toEqual([
          operation.path,
          what,
          400,
          expect.arrayContaining([path]),
        ]);
        tried++;
      }
      for (const body of withNulls) {
        const { status } = await send(body);
        expect([operation.path, body, status >= 500]).toEqual([operation.path, body, false]);
      }
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray([...faults], { minLength: 2 }), async (some) => {
          const apart = some.filter(({ path }, i) => some.slice(0, i).every(isApartFrom(path)));
          const { status, paths } = await send(apart.reduce((so, { apply }) => apply(so), example));
          expect(status).toBe(400);
          expect(paths).toEqual(expect.arrayContaining(apart.map(({ path }) => path)));
        }),
        { numRuns: 5 },
      );
    }
    expect(tried).toBeGreaterThan(1_000);
    expect(await head()).toBe(before);
  });

  it('can be told before it is sent: the document says how ids, amounts, dates and currencies are written', async () => {
    const document = asObject(await (await fetch(`${system.accord.url}/docs-json`)).json());
    const schemas = Object.entries(asObject(asObject(document['components'])['schemas']));
    const fields = schemas
      .filter(([name]) => name.endsWith('Request'))
      .flatMap(([name, schema]) =>
        Object.entries(asObject(asObject(schema)['properties'])).map(([field, form]) => ({
          field,
          at: `${name}.${field}`,
          form: asObject(form),
        })),
      )
      .filter(({ form }) => form['type'] === 'string');
    const unsaid = fields.filter(({ field, form }) => {
      if (DATE.test(field)) return form['format'] !== 'date';
      // Lines have longer names than whoever sends them could choose.
      const isId = field.endsWith('Id') && field !== 'lineId';
      const isWritten = AMOUNT.test(field) || field === 'currency' || isId;
      return isWritten && form['pattern'] === undefined;
    });
    expect(fields.length).toBeGreaterThan(100);
    expect(unsaid.map(({ at }) => at)).toEqual([]);
  });

  it('gets every fault of a registration named at once, each with its path', async () => {
    const crm = callers.get('sales-system') ?? system.admin;
    const wrong = registration('acme', 'R-1', {
      customer: { name: '', country: 'Germany' },
      amount: '-5',
      currency: 'DOLLAR',
      occurredOn: '2026-02-30',
      surprise: true,
    });
    const { status, body } = await crm.raw('POST', '/v1/deals', JSON.stringify(wrong));
    const errors = asObject(body)['errors'];
    const paths = Array.isArray(errors) ? errors.map((error) => asObject(error)['path']) : [];
    expect(status).toBe(400);
    expect(new Set(paths)).toEqual(
      new Set([
        'customer.name',
        'customer.country',
        'amount',
        'currency',
        'occurredOn',
        'surprise',
      ]),
    );
  });

  it.each([
    ['malformed JSON', '{"partnerId": ', 400],
    ['an empty body', '', 400],
    ['NUL in a text', JSON.stringify(registration('acme', 'R-2', { productFamily: 'a\0b' })), 400],
    ['a lone surrogate', '{"partnerId":"acme","productFamily":"\\ud800"}', 400],
    [
      'an overflowing amount',
      JSON.stringify(registration('acme', 'R-3', { amount: '9'.repeat(40) })),
      400,
    ],
    [
      'more precision than the currency has',
      JSON.stringify(registration('acme', 'R-4', { amount: '1.001' })),
      400,
    ],
    ['more levels than anybody needs', '['.repeat(50_000) + ']'.repeat(50_000), 400],
    [
      'more levels in a field',
      `{"customer": ${'{"x":'.repeat(40_000)}1${'}'.repeat(40_000)}}`,
      400,
    ],
  ])('refuses %s', async (_what, body, expected) => {
    const before = await head();
    const crm = callers.get('sales-system') ?? system.admin;
    const { status } = await crm.raw('POST', '/v1/deals', body);
    expect(status).toBe(expected);
    expect(await head()).toBe(before);
  });

  it('refuses 10 MB without reading them', async () => {
    const status = await new Promise<number | undefined>((answered, failed) => {
      const upload = request(`${system.accord.url}/v1/deals`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${callers.get('sales-system')?.key}`,
          'content-type': 'application/json',
          'content-length': 10_000_000,
        },
      });
      upload.once('response', ({ statusCode }) => answered(statusCode)).once('error', failed);
      upload.flushHeaders();
    });
    expect(status).toBe(413);
  });

  const callerOf = ({ roles }: Operation): ApiClient => {
    const known = Array.isArray(roles) ? roles.find((role) => callers.has(role)) : undefined;
    return callers.get(known ?? 'admin') ?? system.admin;
  };

  function refusedOrRead(
    operation: Operation,
    { status, body }: { status: number; body: unknown },
  ): void {
    const at = `${operation.method} ${operation.path}: ${status} ${JSON.stringify(body).slice(0, 300)}`;
    const isRead = operation.method === 'GET' && status === 200;
    // A stream of results says line by line what is wrong.
    const isBulk = operation.path.endsWith('/bulk') && status < 300;
    if (isRead || isBulk) return;
    expect(at).toMatch(/: 4\d\d /);
    expect([at, typeof asObject(body)['code']]).toEqual([at, 'string']);
  }

  const head = async (): Promise<bigint> => (await log.head()).position;
});
