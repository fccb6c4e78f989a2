import { once } from 'node:events';
import {
  Server,
  ServerCredentials,
  status,
  type ServerDuplexStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { UUID, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp, type ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import {
  LIMITS,
  encodeBatchSuccess,
  encodeCaughtUp,
  encodeConfirmation,
  encodeReadEvent,
  streamsService,
  supportedMethodsCall,
} from '@accord/embedded-eventstore';
import { EVENT_TYPE, eventData, eventMetadata } from './workload';

/*
 * Answers as an event store does and stores nothing: what is left is the protocol and the client. A read
 * or subscription gets as many copies of one event as it asks for, or as the first argument says.
 */
const ID = '3f0c4a52-6a51-4a8e-9c8e-1f6f4b6f2d11';
const subscriptionLength = Number(process.argv[2]);

type BatchFrame = ReturnType<typeof streamsService.batchAppend.requestDeserialize>;

const encoded = (): Buffer => {
  const event = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(ID))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('load-0')))
    .setStreamRevision('0')
    .setCommitPosition('1')
    .setPreparePosition('1')
    .setCustomMetadata(Buffer.from(JSON.stringify(eventMetadata())))
    .setData(Buffer.from(JSON.stringify(eventData())));
  event.getMetadataMap().set('type', EVENT_TYPE).set('content-type', 'application/json');
  event.getMetadataMap().set('created', `${Date.now()}0000`);
  return Buffer.from(event.serializeBinary());
};

function batchAppend(call: ServerDuplexStream<BatchFrame, Buffer>): void {
  const counts = new Map<string, number>();
  let position = 0;
  call.on('data', ({ correlationId, events, isFinal }: BatchFrame) => {
    const count = (counts.get(correlationId) ?? 0) + events.length;
    if (!isFinal) return void counts.set(correlationId, count);
    counts.delete(correlationId);
    position += count;
    call.write(
      encodeBatchSuccess(correlationId, { kind: 'written', revision: count - 1, position }),
    );
  });
  call.once('end', () => call.end());
}

async function read(call: ServerWritableStream<ReadReq, Buffer>, event: Buffer): Promise<void> {
  const gone = new AbortController();
  for (const end of ['cancelled', 'close']) call.once(end, () => gone.abort());
  const send = async (message: Buffer): Promise<void> => {
    if (!call.write(message)) await once(call, 'drain', { signal: gone.signal });
  };
  const options = call.request.getOptions();
  const isSubscription = options?.hasSubscription() ?? false;
  const count = isSubscription ? subscriptionLength : Number(options?.getCount());
  if (isSubscription) await send(encodeConfirmation(ID));
  for (let position = 1; position <= count; position++) {
    await send(encodeReadEvent({ event, position }, false));
  }
  if (isSubscription) await send(encodeCaughtUp());
  else call.end();
}

const server = new Server(LIMITS);
const event = encoded();
const unsupported = (_call: unknown, answer: (error: { code: status }) => void): void =>
  answer({ code: status.UNIMPLEMENTED });
server.addService(streamsService, {
  read: (call: ServerWritableStream<ReadReq, Buffer>) =>
    void read(call, event).catch((error: unknown) => {
      if (!call.cancelled && !call.destroyed) call.emit('error', error);
    }),
  append: unsupported,
  batchAppend,
  delete: unsupported,
  tombstone: unsupported,
});
server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethodsCall });
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.send?.({ ready: true, url: `esdb://127.0.0.1:${port}?tls=false` });
});
for (const name of ['SIGTERM', 'disconnect'] as const) {
  process.once(name, () => {
    server.forceShutdown();
    process.exit(0);
  });
}
