import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '@accord/kernel';
import { newSigningSecret } from '@accord/platform';
import { Vault } from '@accord/read-store';
import { bankDetails, type BankDetails } from './bank-details';
import { vaultSubject } from './payment-details';
import type { DetailsVersion } from './payment-details.events';

/** Of the key in the vault that hashes bank details. */
const KEY = 'payment-details';

/** Keeps bank details in the vault, every version under its owner, and answers for their hashes. */
@Injectable()
export class PaymentDetailsRegistry {
  constructor(private readonly vault: Vault) {}

  /** @param details tidy ones @returns their HMAC-SHA-256, hex; the same details have the same hash */
  async hashOf(details: BankDetails): Promise<string> {
    return createHmac('sha256', await this.key())
      .update(canonicalJson(details))
      .digest('hex');
  }

  /** Before the log names the version: what the log names is always there. */
  async keep(detailsId: string, versionId: string, details: BankDetails): Promise<void> {
    await this.vault.putPersonalData(vaultSubject(detailsId), versionId, details);
  }

  /**
   * @returns undefined when the vault holds them no more
   * @throws Error when the vault's details are not the ones that the log knows
   */
  async read(
    detailsId: string,
    { versionId, hash }: DetailsVersion,
  ): Promise<BankDetails | undefined> {
    const stored = await this.vault.personalData(vaultSubject(detailsId), versionId);
    if (stored === undefined) return undefined;
    const details = bankDetails.parse(stored);
    if ((await this.hashOf(details)) === hash) return details;
    throw new Error(`The vault's payment details ${versionId} are not the ones that were recorded`);
  }

  private async key(): Promise<string> {
    const known = await this.vault.secret(KEY);
    if (known !== undefined) return known;
    // Of several processes one is first, and all take its key.
    await this.vault.putSecret(KEY, newSigningSecret().value);
    return this.key();
  }
}
