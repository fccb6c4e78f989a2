import 'reflect-metadata';
import { setMaxListeners } from 'node:events';
import { NestFactory } from '@nestjs/core';
import { EventStore, RecentLog, type Streams } from '@accord/event-store';
import { openJobs } from '@accord/jobs';
import {
  BusinessClock,
  CommandContexts,
  INSTALLATIONS,
  NestLogger,
  createLogger,
  readConfig,
  reportReady,
  runUntilSignalled,
  type DueWork,
  type Installation,
  type InstallationEvent,
  type Reactor,
} from '@accord/platform';
import { ProgramClock } from '@accord/programs';
import { ReadStore, becomeActive } from '@accord/read-store';
import { contextDueWork, contextReactors } from '../../contexts';
import { ClockReactor, DUE_SWEEP } from './clock-reactor';
import { DueSweep } from './due-sweep';
import { longWork } from './long-work';
import { ReactorLoop } from './reactor-loop';
import { runTogether } from './run-together';
import { openWebhooks } from './webhooks/open-webhooks';
import { WorkerModule } from './worker.module';

/** Due work is looked for at least so often, whatever becomes of the nudges. */
const SWEEP_EVERY_MS = 10_000;

const logger = createLogger('worker', process.env['LOG_LEVEL'] ?? 'info');

void runUntilSignalled(logger, async (signal) => {
  const config = readConfig(process.env);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const store = app.get(EventStore);
  const reads = app.get(ReadStore);
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  let lost: Error | undefined;
  // Every reactor and every endpoint of webhooks listens for the end.
  setMaxListeners(0, either);
  try {
    const leave = await becomeActive(config.DATABASE_URL, 'worker', signal, (error) => {
      logger.error({ err: error }, 'no longer the active worker');
      lost = error;
      ending.abort();
    });
    if (!leave) return;
    const jobs = await openJobs({
      redisUrl: config.REDIS_URL,
      databaseUrl: config.DATABASE_URL,
      onError: (error) => logger.error({ err: error }, 'a job failed and will run again'),
    });
    try {
      const reactors: Reactor[] = [
        ...contextReactors.map((type) => app.get<Reactor>(type)),
        new ClockReactor(jobs),
      ];
      const log = new RecentLog(store, {
        signal: either,
        onBreak: (error) => logger.warn({ err: error }, 'reading the log again'),
        wants: (event) => reactors.some((reactor) => reactor.handles(event)),
      });
      const loops = reactors.map(
        (reactor) => new ReactorLoop(reactor, store, log, reads, logger, either),
      );
      const sweep = new DueSweep({
        works: contextDueWork.map((type) => app.get<DueWork>(type)),
        reactors: loops,
        store,
        views: reads.checkpoints,
        clock: app.get(BusinessClock),
        programs: app.get(ProgramClock),
        contexts: app.get(CommandContexts),
        installations: app.get<Streams<Installation, InstallationEvent>>(INSTALLATIONS),
        logger,
      });
      await jobs.handle(DUE_SWEEP, SWEEP_EVERY_MS, () => sweep.run());
      reportReady();
      const webhooks = openWebhooks(app, config, log, logger, either);
      const all = [log, ...loops, webhooks, ...longWork(app, logger, either)];
      await runTogether(all, () => ending.abort());
    } finally {
      await jobs.close();
    }
    await leave();
    if (lost)
      throw new Error('the connection that made this worker the active one broke', { cause: lost });
  } finally {
    await app.close();
    await reads.close();
    await store.close();
  }
});
