import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { OutboundPolicy } from '@accord/platform';
import { checkedAddresses, type Address, type Resolve } from './checked-addresses';

/** For the whole of one attempt, name look-up included. */
export const ATTEMPT_MS = 10_000;

/** As long as a receiver may put us off with Retry-After. */
const MAX_WAIT_S = 3_600;

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of one attempt; `status` is null where there was no answer. */
export interface Answered {
  readonly status: number | null;
  /** Null when the receiver took it. */
  readonly error: string | null;
  /** The receiver wants nothing before so many milliseconds have passed. */
  readonly waitMs: number;
}

/**
 * Sends a message to an address that was checked, and follows no redirect. Only an answer of 2xx means
 * that it was taken; its body is not read.
 */
export async function postEvent(
  message: Message,
  policy: OutboundPolicy,
  resolve: Resolve,
  signal: AbortSignal,
  attemptMs = ATTEMPT_MS,
): Promise<Answered> {
  // AbortSignal.any would leave something of each attempt with the signal, which lives as long as the process.
  const attempt = new AbortController();
  const stop = (): void => attempt.abort(signal.reason);
  const timer = setTimeout(() => attempt.abort(), attemptMs);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const url = new URL(message.url);
    const addresses = await within(attempt.signal, checkedAddresses(url, policy, resolve));
    return await exchange(url, message, addresses, attempt.signal);
  } catch (error) {
    const isLate = attempt.signal.aborted && !signal.aborted;
    const why = isLate ? `No answer within ${attemptMs} ms` : messageOf(error);
    return { status: null, error: why, waitMs: 0 };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function exchange(
  url: URL,
  { headers, body }: Message,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<Answered> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      { method: 'POST', headers, signal, agent: false, lookup: only(addresses) },
      (response) => {
        const { statusCode: status = 0 } = response;
        const isTaken = status >= 200 && status < 300;
        const waitMs = Math.min(secondsOf(response.headers['retry-after']), MAX_WAIT_S) * 1_000;
        response.destroy();
        resolve({ status, error: isTaken ? null : `HTTP ${status}`, waitMs });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Answers a connection's look-up with what was checked, whatever the name leads to by now. */
const only =
  (addresses: readonly Address[]): LookupFunction =>
  (_host, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}

const secondsOf = (header: string | undefined): number =>
  header !== undefined && /^\d{1,5}$/.test(header) ? Number(header) : 0;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
