import { eventCatalog, type Role } from '@accord/kernel';

/** Storage contracts: add, never rename. */
export type PrincipalEvent =
  | {
      readonly type: 'PrincipalCreated';
      readonly data: {
        readonly principalId: string;
        readonly roles: readonly Role[];
        /** The partner whose data alone this principal sees; null for everybody else. */
        readonly partnerId: string | null;
      };
    }
  | {
      readonly type: 'ApiKeyIssued';
      readonly data: {
        readonly keyId: string;
        /** SHA-256 of the secret, hex. */ readonly secretHash: string;
      };
    }
  | { readonly type: 'ApiKeyRevoked'; readonly data: { readonly keyId: string } };

export const principalEvents = eventCatalog<PrincipalEvent>('principal', {
  PrincipalCreated: { version: 1 },
  ApiKeyIssued: { version: 1 },
  ApiKeyRevoked: { version: 1 },
});
