import type { Kysely } from 'kysely';
import { sha256Hex } from '@accord/kernel';
import type { AccordTables } from './tables';

/**
 * What must never enter the log: personal data and secrets by opaque id, evidence files by the hash of
 * their bytes.
 */
export class Vault {
  constructor(private readonly db: Kysely<AccordTables>) {}

  /** @param value JSON; what was stored for the subject and kind before is replaced */
  async putPersonalData(subjectId: string, kind: string, value: object): Promise<void> {
    const row = { subject_id: subjectId, kind, value: JSON.stringify(value) };
    await this.db
      .insertInto('vault.personal_data')
      .values(row)
      .onConflict((at) => at.columns(['subject_id', 'kind']).doUpdateSet({ value: row.value }))
      .execute();
  }

  /** @returns undefined when there is nothing, or nothing any more */
  async personalData(subjectId: string, kind: string): Promise<unknown> {
    const row = await this.db
      .selectFrom('vault.personal_data')
      .select('value')
      .where('subject_id', '=', subjectId)
      .where('kind', '=', kind)
      .executeTakeFirst();
    return row?.value;
  }

  /** Deletes all that is known of a person. @returns how many entries there were */
  async forget(subjectId: string): Promise<number> {
    const { numDeletedRows } = await this.db
      .deleteFrom('vault.personal_data')
      .where('subject_id', '=', subjectId)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Keeps a secret that has to be used again, such as the key of signatures. */
  async putSecret(id: string, value: string): Promise<void> {
    await this.db
      .insertInto('vault.secrets')
      .values({ id, value })
      .onConflict((at) => at.column('id').doNothing())
      .execute();
  }

  /** @returns undefined when there is none, or none any more */
  async secret(id: string): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('vault.secrets')
      .select('value')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.value;
  }

  async removeSecret(id: string): Promise<void> {
    await this.db.deleteFrom('vault.secrets').where('id', '=', id).execute();
  }

  /** @returns the SHA-256 of the bytes, hex: the name under which the log refers to them */
  async putEvidence(mediaType: string, bytes: Buffer): Promise<string> {
    const sha256 = sha256Hex(bytes);
    await this.db
      .insertInto('vault.evidence')
      .values({ sha256, media_type: mediaType, bytes })
      .onConflict((at) => at.column('sha256').doNothing())
      .execute();
    return sha256;
  }

  async evidence(sha256: string): Promise<{ mediaType: string; bytes: Buffer } | undefined> {
    const row = await this.db
      .selectFrom('vault.evidence')
      .select(['media_type', 'bytes'])
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return row && { mediaType: row.media_type, bytes: row.bytes };
  }
}
