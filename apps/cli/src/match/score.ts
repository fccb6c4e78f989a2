import { once } from 'node:events';
import { z } from 'zod';
import { match } from '@accord/customers';
import { command } from '../command';
import { COMPANY_HELP, IN_OPTION, companyForm, formedLines } from './company-lines';

const pairForm = z.object({ left: companyForm, right: companyForm });

export const matchScoreCommand = command({
  name: 'match score',
  summary: 'compares pairs of companies: score, relation and evidence, one JSON object a line',
  details: `Each line of the input is {"left": COMPANY, "right": COMPANY}.
${COMPANY_HELP}
Answers come in the order of the input. A score from -2 on is a question for a person; the relation is
then UNSURE, SAME_GROUP (names that share only a brand, or companies of two countries) or SAME_ENTITY
(from 6 on, with two kinds of evidence or a register number). The same company are UNSURE and
SAME_ENTITY, the same group SAME_GROUP too.`,
  options: IN_OPTION,
  async run({ in: file }) {
    for await (const { left, right } of formedLines(file, pairForm)) {
      const found = { left: left.id, right: right.id, ...match(left.company, right.company) };
      await writeLine(found);
    }
    return 0;
  },
});

/** Waits while the reader of the output is slower. */
export async function writeLine(line: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
}
