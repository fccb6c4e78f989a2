import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { companyForm, formedLines } from './company-lines';

describe('Lines of companies', () => {
  const directory = mkdtempSync(join(tmpdir(), 'accord-lines-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  async function read(...lines: string[]): Promise<unknown[]> {
    const file = join(directory, 'companies.jsonl');
    writeFileSync(file, lines.join('\n'));
    const found: unknown[] = [];
    for await (const one of formedLines(file, companyForm)) found.push(one);
    return found;
  }

  it('are read in order, what is not said as unknown', async () => {
    expect(
      await read('{"id": 7, "name": "Acme"}', '', '{"name": "Bolt", "country": "DE"}'),
    ).toEqual([
      {
        id: '7',
        company: { name: 'Acme', country: null, domain: null, registerNumbers: [], address: null },
      },
      {
        id: undefined,
        company: { name: 'Bolt', country: 'DE', domain: null, registerNumbers: [], address: null },
      },
    ]);
  });

  it.each([
    ['{"name": "Acme"', /^line 3: not JSON$/],
    ['{"name": "-"}', /^line 3: name: must contain a letter or digit$/],
    ['{"name": "Acme", "country": "Germany"}', /^line 3: country: must be an ISO/],
  ])('that cannot be read are named by their number: %s', async (line, fault) => {
    await expect(read('{"name": "Acme"}', '', line)).rejects.toThrow(fault);
  });

  it('of a file that is not there end with its reason', async () => {
    const file = join(directory, 'nowhere.jsonl');
    await expect(formedLines(file, companyForm).next()).rejects.toThrow(/ENOENT.*nowhere\.jsonl/);
  });

  it('may begin with a byte order mark', async () => {
    expect(await read('\ufeff{"name": "Acme"}')).toHaveLength(1);
  });
});
