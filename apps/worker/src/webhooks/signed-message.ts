import { Webhook } from 'standardwebhooks';
import type { Message } from './post-event';

/** An event on its way: what Standard Webhooks calls a message. */
export interface Outgoing {
  /** The same for every attempt: what a receiver knows a repetition by. */
  readonly eventId: string;
  readonly body: string;
}

/**
 * Standard Webhooks: the id, the time of this attempt, and a signature by each secret.
 * @param secrets the current one first
 */
export function signedMessage(
  url: string,
  { eventId, body }: Outgoing,
  secrets: readonly string[],
  at: Date,
): Message {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(eventId, at, body));
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Accord-Webhooks/1',
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    },
  };
}
