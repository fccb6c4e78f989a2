import { inFile, type Mutant } from './engine-mutants';

const errors = inFile('protocol/errors.ts');
const parts = inFile('protocol/request-parts.ts');
const recorded = inFile('protocol/recorded-event.ts');
const readRequest = inFile('protocol/read-request.ts');
const readResponse = inFile('protocol/read-response.ts');
const batchRequest = inFile('protocol/batch-append-request.ts');
const batchResponse = inFile('protocol/batch-append-response.ts');
const appendCodec = inFile('protocol/append-codec.ts');
const batchCall = inFile('server/batch-append-call.ts');
const appendCall = inFile('server/append-call.ts');
const readCall = inFile('server/read-call.ts');
const server = inFile('server/streams-service.ts');
const discovery = inFile('server/discovery-calls.ts');
const failed = inFile('server/call-failed.ts');

/** Faults that only show in what goes over the wire. */
export const protocolMutants: readonly Mutant[] = [
  errors('trailers carry any script', 'encodeURIComponent(value.toWellFormed())', 'value'),
  errors('a tombstone has no name', "exception: 'stream-deleted',\n", ''),
  errors(
    'a refused deletion does not tell what is there',
    "'actual-version': String(refusal.current),",
    '',
  ),
  errors('any is told as no_stream', 'any: -2', 'any: -1'),
  parts('events need no type', "if (event.type === '') throw missingProperty('type');", ''),
  parts('streams need no name', "if (name === '') throw invalid('the stream name is empty');", ''),
  parts(
    'the nil id is an id',
    "if (id === NIL_UUID) throw invalid('the event id is the nil UUID');",
    '',
  ),
  parts('any text is an id', 'if (!UUID_FORM.test(id)) throw', 'if (false) throw'),
  recorded(
    'events were written in another century',
    "const TICKS_PER_MILLISECOND = '0000'",
    "const TICKS_PER_MILLISECOND = '00'",
  ),
  recorded('metadata is lost', 'if (event.metadata.length > 0) writer', 'if (false) writer'),
  recorded(
    'names are counted in characters',
    'const nameLength = Buffer.byteLength(event.stream)',
    'const nameLength = event.stream.length',
  ),
  readRequest(
    'reads begin at the start',
    "return options.hasEnd() ? 'end' : Number(options.getRevision());",
    "return 'start';",
  ),
  readRequest(
    'reads go forwards only',
    "direction: isBackwards ? 'backwards' : 'forwards'",
    "direction: 'forwards'",
  ),
  readRequest(
    'filters are ignored',
    'filter: filter && !stream ? parseFilter(filter) : undefined',
    'filter: undefined',
  ),
  readResponse(
    'events have no position of their own',
    'return writer.varint(3, read.position).finish();',
    'return writer.varint(3, 0).finish();',
  ),
  batchRequest(
    'ids of events are lost',
    'event.id = decodeUuid(reader.message());',
    'reader.skip();',
  ),
  batchRequest('stream_exists is any', "expected = 'stream-exists'", "expected = 'any'"),
  batchResponse(
    'a missing stream is at revision 0',
    'if (current < 0) details',
    'if (current < -1) details',
  ),
  batchResponse(
    'a wrong version is told without what was expected',
    "if (typeof expected === 'number') return",
    'if (false) return',
  ),
  batchResponse(
    'success has no position',
    'else writer.head(3, place).varint(1, position).varint(2, position);',
    'else writer.head(4, 0);',
  ),
  appendCodec(
    'a missing stream is at revision 0 on the classic path',
    'if (current < 0) wrong.setCurrentNoStream(new Empty());\n  else wrong',
    'wrong',
  ),
  appendCodec(
    'a classic success tells the next revision',
    'setCurrentRevision(String(revision))',
    'setCurrentRevision(String(revision + 1))',
  ),
  batchCall(
    'an append ends with its first frame',
    'if (!frame.isFinal) {\n        append',
    'if (false) {\n        append',
  ),
  batchCall(
    'later frames overwrite earlier ones',
    'for (const event of frame.events) append.events.push(event);',
    'append.events.splice(0, Infinity, ...frame.events);',
  ),
  batchCall(
    'a refusal on the batch path is silent',
    'if (!call.writable) return;',
    'if (response.length > 90) return;',
  ),
  appendCall(
    'a tombstone on the classic path is a wrong version',
    'throw streamDeleted(stream);',
    'return appendWrongVersion(expected, 0);',
  ),
  readCall(
    'reads bring one event too many',
    'if (--left === 0) return;',
    'if (left-- === 0) return;',
  ),
  readCall(
    'a missing stream is empty',
    "if (state === 'missing') return send(call, encodeStreamNotFound(stream), gone);",
    "if (state === 'missing') return;",
  ),
  readCall('nothing is a fine number of events', 'if (count === 0) throw', 'if (count < 0) throw'),
  failed(
    'faults of the caller are internal errors',
    'return new CallError(status.UNKNOWN, text);',
    'return new CallError(status.INTERNAL, text);',
  ),
  server('connections carry any number of calls', "'grpc.max_concurrent_streams': 100,", ''),
  discovery(
    'persistent subscriptions are advertised',
    "'event_store.client.gossip.gossip'",
    "'event_store.client.persistent_subscriptions.persistentsubscriptions'",
  ),
];
