import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { isIsoDate } from '@accord/kernel';
import { startAccord } from './accord';
import { portOf } from './port';

const HELP = `Usage: npm start -- [options]

Runs all of Accord on this machine: event store, PostgreSQL, projector, worker and API.

  --data DIR        where everything is kept (default ./data)
  --port N          port of the API on 127.0.0.1 (default 3000; 0 takes any that is free)
  --sandbox DATE    make a new data directory a sandbox whose own clock starts on DATE (YYYY-MM-DD)
  --time-zone ZONE  IANA time zone of business dates in a new data directory (default UTC)
  --help            this text

Ctrl-C stops it; the data stays. API documentation: http://127.0.0.1:<port>/docs
`;

async function main(stopping: AbortController): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: './data' },
      port: { type: 'string', default: '3000' },
      sandbox: { type: 'string' },
      'time-zone': { type: 'string', default: 'UTC' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(HELP.trimEnd());
  const port = portOf(values.port);
  if (values.sandbox !== undefined && !isIsoDate(values.sandbox)) {
    throw new Error(`--sandbox ${values.sandbox} is no date: YYYY-MM-DD`);
  }
  const accord = await startAccord({
    dataDirectory: values.data,
    port,
    sandboxStart: values.sandbox,
    timeZone: values['time-zone'],
    settings: webhookSettings(process.env),
    signal: stopping.signal,
    onProgress: say,
  });
  say(`Accord listens on ${accord.url}; its API is described at ${accord.url}/docs`);
  if (accord.adminKey !== undefined) {
    say(`First admin key, shown this once: ${accord.adminKey}`);
  }
  const interrupted = once(stopping.signal, 'abort').then(() => undefined);
  const reason = await Promise.race([interrupted, accord.broken]);
  say('stopping');
  await accord.stop();
  if (reason !== undefined) throw new Error(reason);
}

/** What the operator says about webhooks goes on to the processes; see the README. */
const webhookSettings = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith('ACCORD_WEBHOOK_') && value !== undefined ? [[name, value]] : [],
    ),
  );

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => stopping.abort(new Error('stopped by the user')));
}
main(stopping).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`accord: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
