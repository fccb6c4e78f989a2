import { byMatch, findCandidates } from '@accord/customers';
import { command } from '../command';
import { withIndex } from './company-index';
import { COMPANY_HELP, IN_OPTION, companyForm, formedLines } from './company-lines';
import { INDEX_OPTION } from './index-companies';
import { writeLine } from './score';

export const matchQueryCommand = command({
  name: 'match query',
  summary: 'finds the companies of an index that each company may be: candidates with scores',
  details: `Each line of the input is a COMPANY.
${COMPANY_HELP}
Answers {"id", "candidates": [{"id", "score", "relation", "evidence", …}]} in the order of the input, at
most 64 candidates each, best first.`,
  options: { ...IN_OPTION, ...INDEX_OPTION },
  run: ({ in: file, index }) =>
    withIndex(index, async (db) => {
      for await (const { id, company } of formedLines(file, companyForm)) {
        const { candidates } = await findCandidates(db, company);
        const found = candidates
          .toSorted(byMatch)
          .map(({ customerId, match }) => ({ id: customerId, ...match }));
        await writeLine({ id, candidates: found });
      }
      return 0;
    }),
});
