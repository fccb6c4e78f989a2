import { startDatabase, type DatabaseUnderTest } from '../../../test/support/database';
import { sql } from 'kysely';
import { fillVault, readVault, VaultUnfit, type CopiedTable } from './vault-copy';

/** More than one statement takes. */
const EVIDENCE = Array.from({ length: 60 }, (_, n) => Buffer.alloc(100_000, n));
/** More than are read at once. */
const OTHERS = 1_200;
const PERSON = {
  name: 'O\'Neil "Ö" \\ \u2028\n\t日本',
  phone: null,
  numbers: [1.1, 12345678901234567890n.toString()],
};

describe('A copy of the vault', () => {
  let full: DatabaseUnderTest;
  let other: DatabaseUnderTest;
  beforeAll(async () => {
    [full, other] = [await startDatabase(), await startDatabase()];
    await full.store.vault.putPersonalData('person-1', 'contact', PERSON);
    await sql`insert into vault.personal_data (subject_id, kind, value)
      select 'other-' || n, 'contact', '{}' from generate_series(1, ${OTHERS}) n`.execute(
      full.store.db,
    );
    for (const bytes of EVIDENCE) await full.store.vault.putEvidence('image/png', bytes);
  });
  afterEach(() => sql`truncate vault.personal_data, vault.evidence`.execute(other.store.db));
  afterAll(async () => {
    await full.stop();
    await other.stop();
  });

  async function copied({ store }: DatabaseUnderTest): Promise<CopiedTable[]> {
    const tables: CopiedTable[] = [];
    await readVault(store.db, async ({ rows, ...table }) => {
      const lines: string[] = [];
      for await (const row of rows) lines.push(row);
      tables.push({ ...table, rows: each(lines) });
    });
    return tables;
  }
  async function* each(lines: readonly string[]): AsyncGenerator<string> {
    yield* lines;
  }
  const rowCounts = async ({ store }: DatabaseUnderTest): Promise<unknown> => {
    const { rows } = await sql`select (select count(*)::int from vault.personal_data) as people,
      (select count(*)::int from vault.evidence) as evidence`.execute(store.db);
    return rows[0];
  };
  const everything = async ({ store }: DatabaseUnderTest): Promise<unknown[]> => {
    const { rows } =
      await sql`select subject_id, kind, value::text, stored_at::text as at, null as bytes
      from vault.personal_data union all
      select sha256, media_type, null, stored_at::text, md5(bytes) from vault.evidence
      order by 1`.execute(store.db);
    return rows;
  };

  it('gives back every row as it was, of any bytes and letters', async () => {
    await fillVault(other.store.db, await copied(full));
    expect(await rowCounts(other)).toEqual({ people: OTHERS + 1, evidence: EVIDENCE.length });
    expect(await everything(other)).toEqual(await everything(full));
    expect(await other.store.vault.personalData('person-1', 'contact')).toEqual(PERSON);
  });

  it('is of one moment: what is told while it is read is not in it', async () => {
    const tables: [string, number][] = [];
    await readVault(full.store.db, async ({ table, rows }) => {
      await full.store.vault.putPersonalData(`late-${table}`, 'contact', {});
      let count = 0;
      for await (const row of rows) count += row.length > 0 ? 1 : 0;
      tables.push([table, count]);
    });
    await sql`delete from vault.personal_data where subject_id like 'late-%'`.execute(
      full.store.db,
    );
    expect(tables).toEqual([
      ['evidence', EVIDENCE.length],
      ['personal_data', OTHERS + 1],
      ['secrets', 0],
    ]);
  });

  it('goes into an empty vault only, all or nothing', async () => {
    await other.store.vault.putPersonalData('person-2', 'contact', {});
    await expect(fillVault(other.store.db, await copied(full))).rejects.toThrow(VaultUnfit);
    expect(await rowCounts(other)).toEqual({ people: 1, evidence: 0 });
    await other.store.vault.forget('person-2');

    const [evidence, people] = await copied(full);
    if (!evidence || !people) throw new Error('more tables were expected');
    const newer = { ...people, columns: [...people.columns, 'pronouns'] };
    await expect(fillVault(other.store.db, [evidence, newer])).rejects.toThrow(
      'no place for pronouns of "personal_data"',
    );
    expect(await rowCounts(other)).toEqual({ people: 0, evidence: 0 });
  });
});
