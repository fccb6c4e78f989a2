import { LRUCache } from 'lru-cache';
import type { Streams } from '@accord/event-store';
import { parseApiKey, secretMatches } from './api-key';
import type { Caller } from './caller';
import type { Principal } from './principal';
import type { PrincipalEvent } from './principal.events';

/** A revoked key stops working in every process within this time. */
const RECHECK_MS = 5_000;

/** Turns an API key into the principal that it belongs to. */
export class Authenticator {
  private readonly checked = new LRUCache<string, true>({ max: 10_000, ttl: RECHECK_MS });

  constructor(private readonly principals: Streams<Principal, PrincipalEvent>) {}

  /** @returns undefined when the key is malformed, unknown or revoked */
  async authenticate(text: string): Promise<Caller | undefined> {
    const key = parseApiKey(text);
    if (!key) return undefined;
    const fresh = !this.checked.has(key.principalId);
    const { state } = await this.principals.look(key.principalId, { fresh });
    if (fresh) this.checked.set(key.principalId, true);
    const hash = state.status === 'known' ? state.keys.get(key.keyId) : undefined;
    if (state.status !== 'known' || !hash || !secretMatches(key.secret, hash)) return undefined;
    return { principalId: state.id, roles: state.roles, partnerId: state.partnerId };
  }
}
