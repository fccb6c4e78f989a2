import { randomUUID } from 'node:crypto';
import { Server } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { createEngine } from '../engine/engine';
import { type DataDirectoryOptions, openDataDirectory } from '../storage/data-directory';
import { appendCall } from './append-call';
import { batchAppendCall } from './batch-append-call';
import { deleteCall, tombstoneCall } from './delete-calls';
import { gossipCall, supportedMethodsCall } from './discovery-calls';
import { listen } from './listener';
import { readCall } from './read-call';
import { faultInterceptor } from './faults/fault-interceptor';
import type { Faults } from './faults/faults';
import { SlowLog } from './faults/slow-log';
import { writeSystemEvents } from './system-events';
import { LIMITS, streamsService } from './streams-service';
import { UnfinishedAppends } from './unfinished-appends';

const LOOPBACK = '127.0.0.1';

export interface RunningEventStore {
  readonly port: number;
  /** Bytes of an incomplete, never acknowledged write were cut off the end of the log. */
  readonly tornTailCut: boolean;
  /** Ends all calls, waits for what was placed, and gives the directory free. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Lets things go wrong on purpose; without it no fault can be injected. */
  readonly faults?: Faults;
  readonly storage?: DataDirectoryOptions;
  /** Address to listen on; loopback when absent. Whoever reaches it may read and write everything. */
  readonly host?: string;
}

/**
 * Serves the directory.
 * @param port 0 for any that is free
 * @throws DirectoryInUse, DamagedLog, or an Error when the port is taken
 */
export async function serveEventStore(
  directory: string,
  port: number,
  { faults, storage, host = LOOPBACK }: ServerOptions = {},
): Promise<RunningEventStore> {
  const data = await openDataDirectory(directory, storage);
  try {
    const log = faults ? new SlowLog(data.log, faults) : data.log;
    const engine = createEngine({ ...data, log, newId: randomUUID, now: Date.now });
    if (data.isNew) await writeSystemEvents(engine.writer, randomUUID);
    const server = new Server({
      ...LIMITS,
      ...(faults && { interceptors: [faultInterceptor(faults)] }),
    });
    const unfinished = new UnfinishedAppends();
    let bound = port;
    server.addService(streamsService, {
      read: readCall(engine, randomUUID),
      append: appendCall(engine, unfinished),
      batchAppend: batchAppendCall(engine, unfinished),
      delete: deleteCall(engine),
      tombstone: tombstoneCall(engine),
    });
    server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethodsCall });
    server.addService(GossipService, {
      read: gossipCall(
        randomUUID(),
        () => ({ host, port: bound }),
        () => !faults?.peek('not-ready'),
      ),
    });
    const listener = await listen(server, host, port);
    bound = listener.port;
    const close = async (): Promise<void> => {
      listener.close();
      await data.close();
    };
    return { port: bound, tornTailCut: data.log.tornTailCut, close };
  } catch (error) {
    await data.close();
    throw error;
  }
}
