import { randomBytes, randomUUID } from 'node:crypto';

/** A key that signs what Accord sends. The log names it by its id; it lies in the vault. */
export interface SigningSecret {
  readonly id: string;
  /** As Standard Webhooks writes it: `whsec_` and 32 random bytes in Base64. */
  readonly value: string;
}

export const newSigningSecret = (): SigningSecret => ({
  id: randomUUID(),
  value: `whsec_${randomBytes(32).toString('base64')}`,
});
