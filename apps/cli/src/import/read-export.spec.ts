import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExport, type ExportLine } from './read-export';

const MAPPING = {
  source: 'crm',
  reference: 'Id',
  delimiter: ',',
  nothing: [],
  fields: { 'customer.name': 'Account' },
};

describe('An export', () => {
  const directory = mkdtempSync(join(tmpdir(), 'accord-export-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  async function read(file: string): Promise<ExportLine[]> {
    const lines: ExportLine[] = [];
    for await (const line of readExport(file, MAPPING)) lines.push(line);
    return lines;
  }

  it('with byte order mark, quotes and CRLF is read row by row', async () => {
    const file = join(directory, 'export.csv');
    writeFileSync(file, '\ufeffId,Account\r\n1,"Acme ""A"", Inc."\r\n2,"two\nlines"\r\n');
    expect((await read(file)).map(({ line, ref, body }) => [line, ref, body])).toEqual([
      [2, '1', { origin: { source: 'crm', ref: '1' }, customer: { name: 'Acme "A", Inc.' } }],
      [4, '2', { origin: { source: 'crm', ref: '2' }, customer: { name: 'two lines' } }],
    ]);
  });

  it.each([
    ['that is not there', 'nowhere.csv', /ENOENT.*nowhere\.csv/],
    ['that is a directory', '.', /EISDIR/],
  ])('%s ends the reading with its reason', async (_what, name, reason) => {
    await expect(read(join(directory, name))).rejects.toThrow(reason);
  });
});
