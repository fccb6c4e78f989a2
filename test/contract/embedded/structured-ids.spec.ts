import { credentials } from '@grpc/grpc-js';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { AppendReq, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { startEmbedded, type ServerUnderTest } from '../../support/event-store-server';

const TEXT = 'f00dfeed-0c6c-4a52-9d5a-3a3f5f7b9c01';
/** The same, as two signed numbers of 64 bits. */
const MOST = BigInt.asIntN(64, 0xf00dfeed_0c6c_4a52n).toString();
const LEAST = BigInt.asIntN(64, 0x9d5a_3a3f5f7b9c01n).toString();

describe('ids of events as two numbers', () => {
  let server: ServerUnderTest;
  let streams: StreamsClient;
  beforeAll(async () => {
    server = await startEmbedded();
    streams = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure());
  });
  afterAll(async () => {
    streams.close();
    await server.stop();
  });

  const named = new StreamIdentifier().setStreamName(Buffer.from('s'));

  function append(id: UUID): Promise<void> {
    const options = new AppendReq.Options().setStreamIdentifier(named).setAny(new Empty());
    const message = new AppendReq.ProposedMessage().setId(id);
    message.getMetadataMap().set('type', 'a').set('content-type', 'application/json');
    return new Promise((done, failed) => {
      const call = streams.append((error) => (error ? failed(error) : done()));
      call.write(new AppendReq().setOptions(options));
      call.write(new AppendReq().setProposedMessage(message));
      call.end();
    });
  }

  async function read(form: ReadReq.Options.UUIDOption): Promise<readonly (UUID | undefined)[]> {
    const stream = new ReadReq.Options.StreamOptions()
      .setStreamIdentifier(named)
      .setStart(new Empty());
    const options = new ReadReq.Options()
      .setStream(stream)
      .setCount('10')
      .setNoFilter(new Empty())
      .setUuidOption(form);
    const ids: (UUID | undefined)[] = [];
    for await (const response of streams.read(new ReadReq().setOptions(options))) {
      if (response instanceof ReadResp) ids.push(response.getEvent()?.getEvent()?.getId());
    }
    return ids;
  }

  it('are taken in either form, told as one event, and given in the form that is asked for', async () => {
    const pair = new UUID.Structured().setMostSignificantBits(MOST).setLeastSignificantBits(LEAST);
    await append(new UUID().setStructured(pair));
    await append(new UUID().setString(TEXT.toUpperCase()));

    const asText = await read(new ReadReq.Options.UUIDOption().setString(new Empty()));
    expect(asText.map((id) => id?.getString())).toEqual([TEXT]);
    const asPair = await read(new ReadReq.Options.UUIDOption().setStructured(new Empty()));
    expect(asPair.map((id) => id?.getStructured()?.toObject())).toEqual([pair.toObject()]);
  });
});
