import { z } from 'zod';

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
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Where the parts are and how the process behaves; all from the environment. */
export type Config = z.infer<typeof schema>;

/** @throws Error naming every variable that is missing or wrong, and what was expected */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment does not configure Accord:\n${faults.join('\n')}`);
}
