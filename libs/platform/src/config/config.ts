import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { networksOf } from '../outbound/outbound-policy';

/** @returns the networks, or what is wrong with the text as an issue of zod's */
function networks(text: string, context: z.core.$RefinementCtx): string[] {
  try {
    return networksOf(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
}

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  EVENTSTORE_URL: z.string().startsWith('esdb', 'must be an esdb:// connection string'),
  DATABASE_URL: z.string().startsWith('postgres', 'must be a postgres:// address'),
  REDIS_URL: z.string().startsWith('redis', 'must be a redis:// address').optional(),
  ACCORD_HOST: z.string().default('127.0.0.1'),
  ACCORD_PORT: port.default(3000),
  ACCORD_MODE: z.enum(['live', 'sandbox']).optional(),
  ACCORD_SANDBOX_START: z.iso.date('must be a date, YYYY-MM-DD').optional(),
  ACCORD_TIME_ZONE: z.string().default('UTC'),
  ACCORD_RATE_LIMIT: z.coerce.number().int().positive().default(600),
  /** How long a decision waits for others that decide on the same customer. */
  ACCORD_LOCK_WAIT_MS: z.coerce.number().int().positive().default(2_000),
  /** A decision that shows no sign of life for so long loses its locks. */
  ACCORD_LOCK_HOLD_MS: z.coerce.number().int().positive().default(10_000),
  /** Networks that webhooks may reach although they are not public; none when absent. */
  ACCORD_WEBHOOK_NETWORKS: z.string().default('').transform(networks),
  /** About how long after a first failed try a webhook is tried again; doubles with each one. */
  ACCORD_WEBHOOK_RETRY_MS: z.coerce.number().int().positive().default(5_000),
  /** An endpoint that has taken nothing of an event for so long is disabled. */
  ACCORD_WEBHOOK_GIVE_UP_HOURS: z.coerce.number().positive().default(120),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Where the parts are and how the process behaves; all from the environment. */
export type Config = z.infer<typeof schema>;

/** Addresses hold passwords, so each may come from a file that its `<NAME>_FILE` variable names. */
const SECRETS = ['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL'] as const;

/**
 * @param environment the variables above; instead of an address, `<NAME>_FILE` may hold the path of a
 * file with nothing but the address in it
 * @throws Error naming every variable that is missing or wrong, and what was expected
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { values, faults } = readSecrets(environment);
  const parsed = schema.safeParse({ ...environment, ...values });
  const others = parsed.success ? [] : parsed.error.issues.map(faultOf);
  if (parsed.success && faults.size === 0) return parsed.data;
  // An address whose file could not be read is not reported a second time as missing.
  const all = new Map([...others, ...faults]);
  const lines = [...all].map(([variable, fault]) => `  ${variable}: ${fault}`);
  throw new Error(`The environment does not configure Accord:\n${lines.join('\n')}`);
}

/** Addresses of stores and queue; what is absent or empty is not set. */
export type Addresses = Readonly<Partial<Record<(typeof SECRETS)[number], string>>>;

/**
 * For a program that can also do without them.
 * @param environment as for `readConfig`
 * @throws Error when an address is given twice, or its file cannot be read
 */
export function readAddresses(environment: NodeJS.ProcessEnv): Addresses {
  const { values, faults } = readSecrets(environment);
  for (const [name, fault] of faults) throw new Error(`${name} ${fault}`);
  const set = SECRETS.flatMap((name) => {
    const value = values[name] ?? environment[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(set);
}

const faultOf = (issue: z.core.$ZodIssue): [string, string] => [
  issue.path.join('.'),
  issue.message,
];

interface Secrets {
  readonly values: Readonly<Record<string, string>>;
  /** By variable. */
  readonly faults: ReadonlyMap<string, string>;
}

function readSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const values: Record<string, string> = {};
  const faults = new Map<string, string>();
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`];
    if (file === undefined) continue;
    if (environment[name] !== undefined) {
      faults.set(name, `is set, and so is ${name}_FILE; set one of the two`);
      continue;
    }
    try {
      values[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.set(name, `${name}_FILE names a file that cannot be read: ${reason}`);
    }
  }
  return { values, faults };
}
