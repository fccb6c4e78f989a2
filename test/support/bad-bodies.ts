import { asObject } from './api-client';

type Json = Record<string, unknown>;

/** One thing that is wrong with a body, and where. */
export interface Fault {
  readonly what: string;
  /** Of the field, dotted. */
  readonly path: string;
  /** @returns a copy of the body with this fault */
  apply(body: Json): Json;
}

/** The form of a command's body: an example that is well formed, and everything that can be wrong with it. */
export interface BodyForm {
  readonly example: Json;
  readonly faults: readonly Fault[];
  /** The example with null in place of each field that may be left out. */
  readonly withNulls: readonly Json[];
}

export const AMOUNT =
  /^(amount|cost|annualFees|netArr|list|carriedForward|paid|receivable|available|consumed|expired)$/;
export const DATE = /(On|From|To)$|^(from|to|until|requestBy|claimBy)$/;
const FOREVER = 'x'.repeat(100_000);
const BAD_TEXT = { 'a NUL': 'a\0b', 'a lone surrogate': 'a\ud800' };
const BAD_AMOUNTS = ['-1.00', '9'.repeat(40), '1e5', '1,000.00', 'NaN', ' 1.00'];
const BAD_CURRENCIES = ['XXX', 'usd', 'DOLLAR', ''];
const BAD_DATES = ['2026-02-30', '2026-13-01', '0000-00-00', '2026-2-3', 'yesterday'];

/** @param document of the API, OpenAPI; @param schema of a body in it */
export function bodyForm(document: Json, schema: Json): BodyForm {
  const form = new Form(document);
  const example = asObject(form.example(schema, ''));
  const withNulls = form.optional(schema).map((key) => ({ ...example, [key]: null }));
  return { example, faults: form.faults(schema, []), withNulls };
}

class Form {
  constructor(private readonly document: Json) {}

  example(schema: Json, name: string): unknown {
    const { type, properties, items, enum: values, minItems, minimum } = this.resolved(schema);
    if (properties) {
      return Object.fromEntries(
        Object.entries(asObject(properties)).map(([key, one]) => [
          key,
          this.example(asObject(one), key),
        ]),
      );
    }
    if (Array.isArray(values)) return values[0];
    if (type === 'array') {
      const one = this.example(asObject(items), name);
      return Array.from({ length: Math.max(1, Number(minItems ?? 1)) }, () => one);
    }
    if (type === 'boolean') return true;
    if (type === 'number' || type === 'integer') return Number(minimum ?? 1);
    return exampleText(name);
  }

  faults(schema: Json, path: readonly string[]): Fault[] {
    const resolved = this.resolved(schema);
    const properties = Object.entries(asObject(resolved['properties']));
    const required = Array.isArray(resolved['required']) ? resolved['required'].map(String) : [];
    return [
      fault('a field that nobody knows', [...path, 'surprise'], 1),
      ...required.map((key) => fault('nothing', [...path, key], undefined)),
      ...properties.flatMap(([key, one]) => this.faultsOf(asObject(one), [...path, key])),
    ];
  }

  optional(schema: Json): string[] {
    const { properties, required } = this.resolved(schema);
    const needed = Array.isArray(required) ? required : [];
    return Object.keys(asObject(properties)).filter((key) => !needed.includes(key));
  }

  private faultsOf(schema: Json, path: readonly string[]): Fault[] {
    const resolved = this.resolved(schema);
    const { type, items, enum: values, maxLength, minLength, maxItems, pattern } = resolved;
    const name = path.at(-1) ?? '';
    const bad = (what: string, value: unknown): Fault => fault(what, path, value);
    if (resolved['properties']) {
      return [
        bad('text for an object', 'x'),
        bad('a list for an object', []),
        ...this.faults(resolved, path),
      ];
    }
    if (type === 'array') {
      const inner = this.resolved(asObject(items));
      const first = [...path, '0'];
      return [
        bad('an object for a list', { surprise: true }),
        ...(maxItems === undefined ? [] : [bad('too many', Array(Number(maxItems) + 1).fill('x'))]),
        ...(inner['properties'] ? this.faults(inner, first) : []),
      ];
    }
    if (type === 'boolean') return [bad('text for a boolean', 'yes'), bad('a number', 1)];
    if (type === 'number' || type === 'integer') return [bad('text for a number', 'x')];
    return [
      bad('a number for a text', 7),
      bad('a list for a text', ['x']),
      bad('an object for a text', { x: 1 }),
      ...Object.entries(BAD_TEXT).map(([what, text]) => bad(what, text)),
      ...(Array.isArray(values) ? [bad('no such choice', 'nonsense')] : []),
      ...(minLength === undefined ? [] : [bad('an empty text', '')]),
      ...(maxLength === undefined ? [] : [bad('a text too long', FOREVER)]),
      ...(pattern === undefined ? [] : [bad('not as it is written', '-')]),
      ...(AMOUNT.test(name) ? BAD_AMOUNTS.map((one) => bad(`the amount ${one}`, one)) : []),
      ...(name === 'currency' ? BAD_CURRENCIES.map((one) => bad(`currency "${one}"`, one)) : []),
      ...(DATE.test(name) ? BAD_DATES.map((one) => bad(`the date ${one}`, one)) : []),
    ];
  }

  private resolved(schema: Json): Json {
    const [only] = Array.isArray(schema['allOf']) ? schema['allOf'].map(asObject) : [];
    const { $ref } = only ?? schema;
    if (typeof $ref !== 'string') return only ?? schema;
    return $ref
      .slice('#/'.length)
      .split('/')
      .reduce((at, key) => asObject(at[key]), this.document);
  }
}

function exampleText(name: string): string {
  if (AMOUNT.test(name)) return '1000.00';
  if (name === 'currency') return 'USD';
  if (name === 'baseCurrency') return 'EUR';
  if (name === 'exchangeRate') return '1.0389';
  if (DATE.test(name)) return '2026-01-31';
  if (/^(rate|partnerDiscount|lastRate)$/.test(name)) return '5%';
  if (name === 'country' || name === 'market') return 'DE';
  if (name === 'quarter') return 'FY2027-Q1';
  if (name === 'url') return 'https://hooks.example.org/accord';
  if (name === 'types') return 'DealApproved';
  if (name === 'after') return '0';
  if (name === 'email') return 'someone@example.org';
  if (name === 'accountNumber') return 'DE89370400440532013000';
  if (name === 'bic') return 'COBADEFF';
  if (name === 'routingNumber') return '021000021';
  if (name === 'sha256' || name === 'root' || name === 'hash') return 'a'.repeat(64);
  return 'example';
}

const fault = (what: string, path: readonly string[], value: unknown): Fault => ({
  what: `${what} as ${path.join('.')}`,
  path: path.join('.'),
  apply: (body) => asObject(changed(body, path, value)),
});

function changed(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(at)) {
    return at.map((one, i) => (String(i) === key ? changed(one, rest, value) : one));
  }
  const { [key]: before, ...others } = asObject(at);
  const after = changed(before, rest, value);
  return after === undefined ? others : { ...others, [key]: after };
}
