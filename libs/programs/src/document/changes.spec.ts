import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changes } from './changes';
import type { ProgramRules } from './program-document';
import { readDocument } from './read-document';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');
const rulesOf = (text: string): ProgramRules => {
  const read = readDocument(text);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
};
const rules = rulesOf(sample);
const after = (from: string, to: string): string[] => {
  const text = sample.replace(from, to);
  if (text === sample) throw new Error(`The sample has no ${from}`);
  return changes(rules, rulesOf(text));
};

describe('What a document changes about another, in words', () => {
  it('is nothing for the same document, in whatever order its lines stand', () => {
    const { program, ...rest } = rules;
    expect(changes(rules, rules)).toEqual([]);
    expect(changes(rules, { ...rest, program })).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['days: 90', 'days: 60', ['Expiry: days was 90, is now 60.']],
    [
      'afterDays: 10, dayKind: calendar, start: submission',
      'afterDays: 10, dayKind: business, start: step, step: asm',
      [
        'Registration: types: resale: silence: day kind was calendar, is now business.',
        'Registration: types: resale: silence: start was submission, is now step.',
        'Registration: types: resale: silence: step is new: asm.',
      ],
    ],
    [
      'territories: [EMEA, NA, LATAM, APAC, USPubSec]',
      'territories: [EMEA, NA, LATAM, USPubSec, APAC]',
      ['Territories stand in another order.'],
    ],
    [
      'boundary: from\n',
      'boundary: to\n',
      ['Fees: marketplace: marketplaces: aws: new: bands: boundary was from, is now to.'],
    ],
    ['  from: expiry\n', '', ['Extension: from no longer stands; it was expiry.']],
    [
      "when: { opportunity: ['0', '1', '2'], renewal: [none] }\n      decision: steps\n      steps: [esm, asm]",
      "when: { opportunity: ['0', '1', '2'], renewal: [none] }\n      decision: steps\n      steps: [esm]",
      ['Routing: routes: "early-stage": steps: asm fell away.'],
    ],
    [
      '[30, 14, 3]',
      '[30, 7, 3]',
      ['Sla: expiry warning days: 7 came to it.', 'Sla: expiry warning days: 14 fell away.'],
    ],
    [
      "{ from: 5, to: 9, rate: 5%, capPerOpportunity: '5000.00' }",
      "{ from: 5, to: 9, rate: 6%, capPerOpportunity: '5000.00' }",
      ['Incentives: "service-attach-rebate": tiers: 2: rate was 5%, is now 6%.'],
    ],
  ])('of "%s" into "%s"', (from, to, sentences) => {
    expect(after(from, to)).toEqual(sentences);
  });

  it('names what is new and what is gone by its name', () => {
    const { routing } = rules;
    if (!routing) throw new Error('The sample has routes');
    const routes = routing.routes.filter(({ route }) => route !== 'after-closing');
    const less = { ...rules, routing: { ...routing, routes } };
    expect(changes(rules, less)).toEqual([
      'Routing: routes: "after-closing" no longer stands; it was (route after-closing; when (opportunity closed); decision steps; steps ops).',
    ]);
    expect(changes(less, rules)[0]).toMatch(/^Routing: routes: "after-closing" is new: /);
  });
});
