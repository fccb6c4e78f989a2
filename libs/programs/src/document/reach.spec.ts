import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { programDocument, type ProgramRules } from './program-document';
import { reachOf } from './reach';

const documentOf = (vendor: string): ProgramRules =>
  programDocument.parse(
    parse(readFileSync(join(__dirname, `../../../../samples/${vendor}/program.yaml`), 'utf8')),
  );
const reachIn = (name: string, ...documents: ProgramRules[]) =>
  reachOf(
    {
      versions: documents.map((rules, i) => ({
        programId: rules.program,
        version: i + 1,
        effectiveFrom: rules.effectiveFrom,
        rules,
        documentHash: '',
      })),
    },
    name,
  );

const gitlab = documentOf('gitlab');
const referral = gitlab.incentives.find(({ kind }) => kind === 'referralFee');
const rule = referral?.rule ?? '';
const grouped = (mode: 'first' | 'highest'): ProgramRules => ({
  ...gitlab,
  incentives: gitlab.incentives.map((one) => ({ ...one, exclusiveGroup: 'all' })),
  stacking: [{ group: 'all', mode, order: gitlab.incentives.map((one) => one.rule) }],
});

describe('A sale changes what a rule gives', () => {
  it('on that sale only, under a fee for each', () => {
    expect(referral).toBeDefined();
    expect(reachIn(rule, gitlab)).toBe('sale');
  });

  it.each([
    ['first', 'sale'],
    ['highest', 'quarter'],
  ] as const)('under a fee in a group of which the %s pays: %s', (mode, reach) => {
    expect(reachIn(rule, grouped(mode))).toBe(reach);
  });

  it('as far as in the version in which it reaches furthest', () => {
    expect(reachIn(rule, grouped('highest'), gitlab)).toBe('quarter');
  });

  it('in its quarter, under tiers of a count', () => {
    const counted = gitlab.incentives.find(({ kind }) => kind === 'countTierRebate');
    expect(reachIn(counted?.rule ?? '', gitlab)).toBe('quarter');
  });
});
