import 'reflect-metadata';
import { once } from 'node:events';
import type { Streams } from '@accord/event-store';
import { EventStore } from '@accord/event-store';
import {
  INSTALLATIONS,
  PRINCIPALS,
  bootstrap,
  createLogger,
  readConfig,
  reportReady,
  runUntilSignalled,
  type Installation,
  type InstallationEvent,
  type Principal,
  type PrincipalEvent,
} from '@accord/platform';
import { ReadStore } from '@accord/read-store';
import { closeServer, createServer } from './http-server';

const logger = createLogger('api', process.env['LOG_LEVEL'] ?? 'info');

void runUntilSignalled(logger, async (signal) => {
  const config = readConfig(process.env);
  const app = await createServer(config, logger);
  try {
    const installations = app.get<Streams<Installation, InstallationEvent>>(INSTALLATIONS);
    const principals = app.get<Streams<Principal, PrincipalEvent>>(PRINCIPALS);
    const adminKey = await bootstrap(config, installations, principals);
    // A supervisor is told the key and shows it; its log file is no place for a secret.
    if (adminKey !== undefined && !process.send) {
      process.stdout.write(`First admin key, shown this once: ${adminKey}\n`);
    }
    await app.listen(config.ACCORD_PORT, config.ACCORD_HOST);
    const url = await app.getUrl();
    logger.info({ url }, 'listening');
    reportReady({ url, ...(adminKey !== undefined && { adminKey }) });
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    // Intake first, then what the last requests still need.
    await closeServer(app);
    await app.get(ReadStore).close();
    await app.get(EventStore).close();
  }
});
