import { Queue, Worker, withBackend, createPostgresBackend } from 'bullmq';
import { Redis } from 'ioredis';

/** Wakes work up. Holds no truth: a nudge that is lost costs time, one that comes twice costs a look. */
export interface Jobs {
  /** Does the work at every nudge and at least every `everyMs`; never twice at once in this process. */
  handle(name: string, everyMs: number, work: () => Promise<void>): Promise<void>;
  /** Asks for the work soon. */
  nudge(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface JobsOptions {
  /** Redis, when there is one; otherwise the queue lives in the database. */
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  /** Told once per outage of the queue's server. */
  readonly onError: (error: Error) => void;
}

const PING_MS = 5_000;
const POOL = 3;
const onPostgres = withBackend(createPostgresBackend);

/** What both backends offer of a queue and a worker. */
interface QueueLike {
  add(name: string, data: object, options: object): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: { every: number }, job: object): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
interface WorkerLike {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown;
  close(): Promise<void>;
}
interface Opened {
  readonly queue: QueueLike;
  work(handler: () => Promise<void>): WorkerLike;
}

/**
 * @throws Error when Redis is configured and does not answer in time; says where and what to do
 */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const { redisUrl, onError } = options;
  if (redisUrl !== undefined) await ping(redisUrl);
  const open = (name: string): Opened =>
    redisUrl === undefined ? inPostgres(name, options.databaseUrl) : inRedis(name, redisUrl);
  const queues = new Map<string, Opened>();
  const closing: { close(): Promise<void> }[] = [];
  const report = oncePerOutage(onError);

  const opened = (name: string): Opened => {
    const known = queues.get(name);
    if (known) return known;
    const fresh = open(name);
    fresh.queue.on('error', report);
    queues.set(name, fresh);
    closing.unshift(fresh.queue);
    return fresh;
  };

  return {
    async handle(name, everyMs, work) {
      const { queue, work: startWorker } = opened(name);
      const worker = startWorker(work);
      worker.on('error', report);
      worker.on('failed', (_job, error) => onError(error));
      closing.unshift(worker);
      const schedule = (): Promise<unknown> =>
        queue.upsertJobScheduler(`${name}-sweep`, { every: everyMs }, { name, opts: KEEP_FEW });
      await schedule();
      // The queue's server may have lost everything it held, the schedule included.
      const renewal = setInterval(() => void schedule().catch(report), everyMs);
      closing.unshift({ close: () => Promise.resolve(clearInterval(renewal)) });
    },
    async nudge(name) {
      await opened(name).queue.add(name, {}, KEEP_NONE);
    },
    async close() {
      for (const part of closing) await part.close();
    },
  };
}

const KEEP_NONE = { removeOnComplete: true, removeOnFail: true } as const;
const KEEP_FEW = { removeOnComplete: 10, removeOnFail: 100 } as const;

function inPostgres(name: string, databaseUrl: string): Opened {
  const connection = { connectionString: databaseUrl, max: POOL, migrate: true };
  return {
    queue: new onPostgres.Queue(name, { connection }),
    work: (handler) => new onPostgres.Worker(name, handler, { connection, concurrency: 1 }),
  };
}

function inRedis(name: string, url: string): Opened {
  return {
    // A producer says at once that it cannot; a worker waits for Redis to come back.
    queue: new Queue(name, { connection: { url, enableOfflineQueue: false } }),
    work: (handler) =>
      new Worker(name, handler, {
        connection: { url, maxRetriesPerRequest: null },
        concurrency: 1,
      }),
  };
}

async function ping(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: PING_MS, retryStrategy: null });
  // What goes wrong is thrown by connect and ping.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const address = url.replace(/\/\/[^@/]*@/, '//');
    throw new Error(
      `No Redis answered at ${address} within ${PING_MS / 1000} s. Start it, or unset REDIS_URL.`,
      {
        cause: error,
      },
    );
  } finally {
    redis.disconnect();
  }
}

/** A server that is away makes an error with every attempt to reach it: one of them is news. */
function oncePerOutage(onError: (error: Error) => void): (error: Error) => void {
  let last = { message: '', at: 0 };
  return (error) => {
    const isNews = error.message !== last.message || Date.now() - last.at > 60_000;
    last = { message: error.message, at: Date.now() };
    if (isNews) onError(error);
  };
}
