import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, rejected } from '@accord/kernel';
import { createPrincipal, type CreatePrincipal } from './create-principal/create-principal';
import { MAX_KEYS, issueApiKey } from './issue-api-key/issue-api-key';
import { principal, type Principal } from './principal';
import type { PrincipalEvent } from './principal.events';
import { revokeApiKey } from './revoke-api-key/revoke-api-key';

const stored = (type: PrincipalEvent['type'], version = 1): PrincipalEvent =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v${version}.json`), 'utf8'));

const given = (...events: PrincipalEvent[]): Principal => fold(principal, events);
const [created, issued, revoked] = [
  stored('PrincipalCreated'),
  stored('ApiKeyIssued'),
  stored('ApiKeyRevoked'),
];
const secretHash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const portal: CreatePrincipal = {
  principalId: 'fjord-portal',
  roles: ['partner'],
  partnerId: 'fjord',
  keyId: 'k7Qm2',
  secretHash,
};

describe('The stored events of a principal', () => {
  it('say which keys open the door', () => {
    const known = { status: 'known', id: 'fjord-portal', roles: ['partner'], partnerId: 'fjord' };
    expect(given(created, issued)).toEqual({
      ...known,
      keys: new Map([['k7Qm2', secretHash]]),
      revoked: new Set(),
    });
    expect(given(created, issued, revoked)).toEqual({
      ...known,
      keys: new Map(),
      revoked: new Set(['k7Qm2']),
    });
  });
});

describe('A principal', () => {
  it('is created with its first key, once', () => {
    expect(createPrincipal(given(), portal)).toEqual(accepted(created, issued));
    expect(createPrincipal(given(created), portal)).toEqual(
      rejected('principal-exists', 'A principal named "fjord-portal" exists', 'principalId'),
    );
  });

  it.each<[string, Partial<CreatePrincipal>, string]>([
    ['acts as Accord itself', { roles: ['admin', 'system'], partnerId: null }, 'role-reserved'],
    ['is a partner of nobody', { partnerId: null }, 'partner-scope'],
    ['sees one partner but is no partner', { roles: ['finance'] }, 'partner-scope'],
    ['is partner and finance at once', { roles: ['partner', 'finance'] }, 'partner-scope'],
  ])('never %s', (_, change, code) => {
    const decision = createPrincipal(given(), { ...portal, ...change });
    expect(decision).toMatchObject({ kind: 'rejected', rejections: [{ code }] });
  });
});

describe('Revoking a key', () => {
  it('is done once; again changes nothing', () => {
    expect(revokeApiKey(given(created, issued), { keyId: 'k7Qm2' })).toEqual(accepted(revoked));
    expect(revokeApiKey(given(created, issued, revoked), { keyId: 'k7Qm2' })).toEqual(accepted());
    expect(revokeApiKey(given(created, issued), { keyId: 'k7QmZ' })).toEqual(
      rejected('key-unknown', 'The principal has no such key'),
    );
    expect(revokeApiKey(given(), { keyId: 'k7Qm2' })).toEqual(
      rejected('principal-unknown', 'No such principal'),
    );
  });
});

describe('Another key', () => {
  const key = (keyId: string) => ({ keyId, secretHash });
  const issue = (keyId: string): PrincipalEvent => ({ type: 'ApiKeyIssued', data: key(keyId) });

  it('opens the same door beside the ones before, up to ten', () => {
    expect(issueApiKey(given(created, issued), key('k2'))).toEqual(accepted(issue('k2')));
    const full = Array.from({ length: MAX_KEYS }, (_, i) => issue(`k${i}`));
    expect(issueApiKey(given(created, ...full), key('more'))).toMatchObject({
      rejections: [{ code: 'too-many-keys' }],
    });
    expect(issueApiKey(given(created, ...full.slice(1)), key('more')).kind).toBe('accepted');
  });

  it('is for nobody who does not exist', () => {
    expect(issueApiKey(given(), key('k2'))).toEqual(
      rejected('principal-unknown', 'No such principal'),
    );
  });
});
