import {
  Metadata,
  ServerInterceptingCall,
  ServerListenerBuilder,
  status,
  type ServerInterceptor,
} from '@grpc/grpc-js';
import { encodeBatchFailure } from '../../protocol/batch-append-response';
import type { BatchAppendFrame } from '../../protocol/batch-append-request';
import type { Faults } from './faults';

const STREAMS = '/event_store.client.streams.Streams/';
const READ = `${STREAMS}Read`;
const BATCHES = `${STREAMS}BatchAppend`;
const WRITES = ['Append', 'BatchAppend', 'Delete', 'Tombstone'].map((name) => STREAMS + name);

type Call = Parameters<ServerInterceptor>[1];
type Reason = Parameters<Call['sendStatus']>[0];

/** Puts faults between the calls of a server and the network; the calls themselves know nothing. */
export const faultInterceptor =
  (faults: Faults): ServerInterceptor =>
  ({ path }, call) =>
    new FaultyCall(call, path, faults);

class FaultyCall extends ServerInterceptingCall {
  #sent = 0;
  #isOver = false;
  /** What waits, in order, for a stall to end. */
  #held: (() => void)[] = [];

  constructor(
    private readonly call: Call,
    private readonly path: string,
    private readonly faults: Faults,
  ) {
    super(call, {
      start: (next) =>
        next(
          new ServerListenerBuilder()
            .withOnReceiveMetadata((metadata, pass) => this.#begin(metadata, () => pass(metadata)))
            .withOnReceiveMessage((message, pass) => this.#receive(message, () => pass(message)))
            .build(),
        ),
    });
  }

  override sendMessage(message: unknown, callback: () => void): void {
    const lost = WRITES.includes(this.path)
      ? this.faults.strike('drop-acknowledgement')
      : undefined;
    if (lost?.then === 'break') return this.#break('the answer was dropped');
    // Of a call that is answered once, the status is part of the answer.
    if (lost) this.#isOver = !this.path.endsWith('BatchAppend');
    if (lost) return callback();
    const reset = this.path === READ ? this.faults.peek('reset') : undefined;
    if (reset && this.#sent >= reset.afterMessages && this.faults.strike('reset')) {
      return this.#break(`reset after ${this.#sent} messages`);
    }
    this.#sent++;
    this.#send(() => super.sendMessage(message, callback));
  }

  override sendStatus(answer: Reason): void {
    if (!this.#isOver) this.#send(() => super.sendStatus(answer));
  }

  #begin(metadata: Metadata, pass: () => void): void {
    const needsLeader = metadata.get('requires-leader').includes('true');
    const elsewhere = needsLeader ? this.faults.strike('not-leader') : undefined;
    if (elsewhere) this.#end(notLeader(elsewhere.host, elsewhere.port));
    else if (needsLeader && this.faults.strike('no-leader')) this.#end(NO_LEADER);
    // A call for batches begins all the same: each of its appends is answered.
    else if (this.#isOfStreams && this.path !== BATCHES && this.faults.strike('not-ready')) {
      this.#end(NOT_READY);
    } else void this.faults.passage().then(pass);
  }

  /** Later messages of a call that was begun before the fault are refused as well. */
  #receive(message: unknown, pass: () => void): void {
    if (this.path === BATCHES && isFrame(message) && this.faults.peek('not-ready')) {
      if (message.isFinal && this.faults.strike('not-ready')) this.#refuseBatch(message);
      this.startRead();
    } else if (this.faults.strike('refuse')) this.#break('refused');
    else void this.faults.passage().then(pass);
  }

  #refuseBatch({ correlationId, options }: BatchAppendFrame): void {
    const failure = { kind: 'not-ready' } as const;
    const answer = encodeBatchFailure(correlationId, options?.stream ?? '', undefined, failure);
    super.sendMessage(answer, () => undefined);
  }

  get #isOfStreams(): boolean {
    return this.path.startsWith(STREAMS);
  }

  #send(send: () => void): void {
    if (this.#held.length === 0 && !this.faults.peek('stall')) return send();
    this.#held.push(send);
    if (this.#held.length === 1) void this.faults.passage().then(() => this.#release());
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const send of held) send();
  }

  #break(what: string): void {
    const details = `${what} by an injected fault`;
    this.#end({ code: status.UNAVAILABLE, details, metadata: null });
  }

  #end(reason: Reason): void {
    this.#isOver = true;
    this.call.sendStatus(reason);
  }
}

function notLeader(host: string, port: number): Reason {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', host);
  metadata.set('leader-endpoint-port', String(port));
  return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
}

const NO_LEADER: Reason = {
  code: status.UNKNOWN,
  details: 'No leader info available in response',
  metadata: null,
};
const NOT_READY: Reason = {
  code: status.UNAVAILABLE,
  details: 'Server Is Not Ready',
  metadata: null,
};

const isFrame = (message: unknown): message is BatchAppendFrame =>
  typeof message === 'object' && message !== null && 'correlationId' in message;
