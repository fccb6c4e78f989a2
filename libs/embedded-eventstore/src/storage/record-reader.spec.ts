import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECORD_HEADER_SIZE, sealRecord } from './log-format';
import { DamagedLog } from './log-recovery';
import { RecordReader } from './record-reader';

describe('A reader of records', () => {
  const SIZE = RECORD_HEADER_SIZE + 100;
  const TAIL = 2 ** 20;
  let directory: string;
  let fd: number;
  let said: string[];
  let reader: RecordReader;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'accord-records-'));
    fd = openSync(join(directory, 'log'), 'w+');
    said = [];
    reader = new RecordReader(fd, (text) => said.push(text));
  });
  afterEach(() => {
    closeSync(fd);
    rmSync(directory, { recursive: true });
  });

  function write(...numbers: number[]): void {
    for (const n of numbers) {
      const record = Buffer.alloc(SIZE, n);
      writeSync(fd, sealRecord(record, n * SIZE, 0, true), 0, SIZE, n * SIZE);
    }
  }
  const read = (n: number): number | undefined =>
    reader.read(n * SIZE, (n + 1) * SIZE, TAIL).event[0];

  it('has what follows at hand when it goes forwards', () => {
    write(0, 1, 2, 3);
    expect([read(0), read(1)]).toEqual([0, 1]);
    ftruncateSync(fd, 0);
    expect([read(2), read(3)]).toEqual([2, 3]);
    expect(() => read(0)).toThrow(DamagedLog);
  });

  it('reads again what was still being written when it was read ahead', () => {
    write(0, 1);
    ftruncateSync(fd, TAIL);
    expect([read(0), read(1)]).toEqual([0, 1]);
    write(2);
    expect(read(2)).toBe(2);
    expect(said).toEqual([]);
  });

  it('leaves alone what it gave out', () => {
    write(0, 1, ...Array.from({ length: 2_000 }, (_, n) => n + 2));
    const [first, second] = [0, 1].map((n) => reader.read(n * SIZE, (n + 1) * SIZE, TAIL));
    for (let n = 2; n < 2_002; n++) expect(read(n)).toBe(n % 256);
    expect([first?.event[0], second?.event[0]]).toEqual([0, 1]);
  });

  it('says of each damaged record once where it is, however it comes to it', () => {
    write(0, 1, 2, 3);
    writeSync(fd, Buffer.from('x'), 0, 1, 2 * SIZE + 40);
    expect([read(0), read(1)]).toEqual([0, 1]);
    expect(() => read(2)).toThrow(`damaged at byte ${2 * SIZE}`);
    expect(() => read(2)).toThrow(DamagedLog);
    expect(said).toHaveLength(1);
    expect(read(3)).toBe(3);
  });
});
