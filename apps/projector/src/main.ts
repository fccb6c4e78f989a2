import 'reflect-metadata';
import { EventRegistry, EventStore } from '@accord/event-store';
import {
  createLogger,
  platformCatalogs,
  readConfig,
  reportReady,
  runUntilSignalled,
} from '@accord/platform';
import { ReadStore, becomeActive } from '@accord/read-store';
import { contextCatalogs, contextProjections } from '../../contexts';
import { project } from './projector';

const logger = createLogger('projector', process.env['LOG_LEVEL'] ?? 'info');

void runUntilSignalled(logger, async (signal) => {
  const config = readConfig(process.env);
  const registry = new EventRegistry([...platformCatalogs, ...contextCatalogs]);
  const store = await EventStore.connect(config.EVENTSTORE_URL, registry);
  const reads = await ReadStore.connect(config.DATABASE_URL);
  const lost = new AbortController();
  const either = AbortSignal.any([signal, lost.signal]);
  try {
    const leave = await becomeActive(config.DATABASE_URL, 'projector', signal, (error) => {
      logger.error({ err: error }, 'no longer the active projector');
      lost.abort();
    });
    if (!leave) return;
    await project(store, reads, contextProjections, logger, either, () => reportReady());
    await leave();
    if (lost.signal.aborted)
      throw new Error('the connection that made this projector the active one broke');
  } finally {
    await reads.close();
    await store.close();
  }
});
