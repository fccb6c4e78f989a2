import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from './read-document';

const sample = readFileSync(join(__dirname, '../../../../samples/gitlab/program.yaml'), 'utf8');

describe('What is not enough to be paid', () => {
  it.each([
    ['USD', '50.00', []],
    ['USD', '50.001', ['payout.minimum']],
    ['KWD', '50.001', []],
  ])('is an amount of the program`s currency: in %s %s', (code, minimum, faulty) => {
    const document = sample
      .replace('currency: USD', `currency: ${code}`)
      .replace('payout:\n', `payout:\n  minimum: '${minimum}'\n`);
    const read = readDocument(document);
    expect('faults' in read ? read.faults.map(({ path }) => path) : []).toEqual(faulty);
  });
});
