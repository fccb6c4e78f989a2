import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const SAMPLE = resolve(__dirname, '../../samples/gitlab/program.yaml');

/** The sample program with more rules for its marketing funds, one line each. */
export const programWithMdf = (...lines: readonly string[]): string =>
  readFileSync(SAMPLE, 'utf8').replace(
    'mdf:\n',
    `mdf:\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );

/** The sample program with more rules for paying out, one line each. */
export const programWithPayout = (...lines: readonly string[]): string =>
  readFileSync(SAMPLE, 'utf8').replace(
    'payout:\n',
    `payout:\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );
