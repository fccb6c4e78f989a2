import { createCustomerTables, storeCustomers, type CustomerRow } from '@accord/customers';
import { z } from 'zod';
import { command } from '../command';
import { withIndex } from './company-index';
import { COMPANY_HELP, IN_OPTION, companyForm, formedLines } from './company-lines';

const BATCH = 1_000;

export const INDEX_OPTION = {
  index: {
    type: 'string',
    default: './match-index',
    value: 'DIR',
    help: 'where the index is (default ./match-index); DATABASE_URL, when set, counts instead',
  },
} as const;

export const matchIndexCommand = command({
  name: 'match index',
  summary: 'builds an index of companies for match query, in place of the one that was there',
  details: `Each line of the input is a COMPANY, its id needed and given once.
${COMPANY_HELP}
A failure leaves the former index as it was. Lines are read one by one; only the ids are held, so that
none is taken twice.`,
  options: { ...IN_OPTION, ...INDEX_OPTION },
  run: ({ in: file, index }) =>
    withIndex(
      index,
      async (db) => {
        await createCustomerTables(db);
        let rows: CustomerRow[] = [];
        const ids = new Set<string>();
        for await (const { id, company } of formedLines(file, formIn(ids))) {
          rows.push({ customer_id: id, deal_id: id, claim: company });
          if (rows.length < BATCH) continue;
          await storeCustomers(db, rows);
          rows = [];
          process.stderr.write(`… ${ids.size} companies\n`);
        }
        await storeCustomers(db, rows);
        process.stderr.write(`${ids.size} companies indexed\n`);
        return 0;
      },
      true,
    ),
});

/** @param ids that were given before; those that are read are added */
const formIn = (ids: Set<string>) =>
  companyForm.transform(({ id, company }, context) => {
    const message = id === undefined ? 'is needed' : `"${id}" is given twice`;
    if (id !== undefined && !ids.has(id)) {
      ids.add(id);
      return { id, company };
    }
    context.addIssue({ code: 'custom', path: ['id'], message });
    return z.NEVER;
  });
