import { UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';

/** The same RecordedEvent with its id as two 64-bit numbers, for clients that ask for that form. */
export function toStructuredId(encoded: Buffer): Buffer {
  const event = ReadResp.ReadEvent.RecordedEvent.deserializeBinary(encoded);
  const bytes = Buffer.from((event.getId()?.getString() ?? '').replaceAll('-', ''), 'hex');
  const structured = new UUID.Structured()
    .setMostSignificantBits(bytes.readBigInt64BE(0).toString())
    .setLeastSignificantBits(bytes.readBigInt64BE(8).toString());
  event.setId(new UUID().setStructured(structured));
  return Buffer.from(event.serializeBinary());
}
