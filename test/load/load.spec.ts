import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCommandLine } from './command-line';
import { suites } from './suites';

const ENTRY = resolve(__dirname, '../../dist/test/load/main.js');

interface Ended {
  readonly status: unknown;
  readonly said: string;
  readonly complained: string;
}

/** The benchmark as its users run it, on a directory of its own. */
function bench(...args: readonly string[]): Promise<Ended> {
  return new Promise((ended) => {
    execFile(process.execPath, [ENTRY, ...args], (error, said, complained) =>
      ended({ status: error ? error.code : 0, said, complained }),
    );
  });
}

describe('The benchmark', () => {
  let data: string;
  beforeEach(() => (data = join(mkdtempSync(join(tmpdir(), 'accord-bench-')), 'data')));
  afterEach(() => rmSync(resolve(data, '..'), { recursive: true }));

  it.each(suites.map(({ name }) => name))(
    'measures "%s", ends by itself and cleans up',
    async (name) => {
      const { status, said, complained } = await bench(
        ...[name, '--size', '0.001', '--rounds', '1', '--json', '--data', data],
      );
      expect({ status, complained: complained.split('\n').at(-2) }).toMatchObject({ status: 0 });
      const { machine, reports } = JSON.parse(said);
      expect(machine).toContain(`node ${process.version}`);
      const { comparisons, figures } = reports[name];
      expect(comparisons.length + figures.length).toBeGreaterThan(0);
      for (const { subject, baselines } of comparisons) {
        expect(subject.perSecond).toBeGreaterThan(0);
        for (const { ratio } of baselines) expect(ratio).toBeGreaterThan(0);
      }
      expect(readdirSync(data)).toEqual([]);
    },
  );

  it('names a suite or option that it does not know, and starts nothing', async () => {
    const unknown = await bench('warp-drive', '--data', data);
    expect(unknown.status).toBe(2);
    expect(unknown.complained).toContain(
      'There is no suite "warp-drive", only commands, projector, eventstore, matching, settlement',
    );
    expect((await bench('--rounds', 'many')).complained).toContain('a whole number from 1 to 100');
    expect((await bench('--warp')).status).toBe(2);
    expect(existsSync(data)).toBe(false);
  });

  it('explains itself', async () => {
    const { status, said } = await bench('--help');
    expect(status).toBe(0);
    for (const { name, about } of suites) expect(said).toContain(`${name.padEnd(14)} ${about}`);
  });

  it('runs what is named, in the order named, else what is meant for everybody', () => {
    const chosen = (...args: readonly string[]): unknown => {
      const line = readCommandLine(args, suites);
      return line === 'help' ? line : line.chosen.map(({ name }) => name);
    };
    const usual = suites.filter(({ isDefault }) => isDefault).map(({ name }) => name);
    expect(chosen()).toEqual(usual);
    expect(chosen('commands')).toEqual(['commands']);
    expect(chosen('commands', '--help')).toBe('help');
  });
});
