import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { decodeBatchAppend } from '../protocol/batch-append-request';

/** As EventStoreDB: messages of 16 MiB, and Kestrel's number of streams on one connection. */
export const LIMITS = {
  'grpc.max_receive_message_length': 16 * 1024 * 1024,
  'grpc.max_send_message_length': 17 * 1024 * 1024,
  'grpc.max_concurrent_streams': 100,
  'grpc.so_reuseport': 0,
};

const unchanged = (bytes: Buffer): Buffer => bytes;
// Events are stored as they are sent, and the calls with many messages skip the generated classes.
export const streamsService = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: unchanged },
  batchAppend: {
    ...StreamsService.batchAppend,
    requestDeserialize: decodeBatchAppend,
    responseSerialize: unchanged,
  },
};
