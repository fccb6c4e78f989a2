import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A key reads `accord.<principal>.<key id>.<secret>`, so that its owner is found without a table.
 * The secret has 256 random bits: a plain hash at rest is as good as a slow one.
 */
export interface ApiKey {
  readonly principalId: string;
  readonly keyId: string;
  readonly secret: string;
}

const FORM = /^accord\.([a-z0-9][a-z0-9_-]{0,63})\.([a-f0-9]{8})\.([A-Za-z0-9_-]{43})$/;

export const newApiKey = (principalId: string): ApiKey => ({
  principalId,
  keyId: randomBytes(4).toString('hex'),
  secret: randomBytes(32).toString('base64url'),
});

export const apiKeyText = ({ principalId, keyId, secret }: ApiKey): string =>
  `accord.${principalId}.${keyId}.${secret}`;

export function parseApiKey(text: string): ApiKey | undefined {
  const [, principalId, keyId, secret] = FORM.exec(text) ?? [];
  return principalId && keyId && secret ? { principalId, keyId, secret } : undefined;
}

export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');

export const secretMatches = (secret: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex'));
