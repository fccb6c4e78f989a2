import type { EarningLine } from '@accord/incentives';
import type { Account } from '../account/account';
import type { TermsOf } from './payee-terms.query';

const PERSON = 'person:';

/**
 * @param payee a partner's id, or `person:<id>`
 * @returns the partner; of a person the one for which it has sold, by what it earns or has earned
 */
export function companyOf(
  payee: string,
  earnings: readonly EarningLine[],
  { lines }: Pick<Account, 'lines'>,
): TermsOf {
  if (!payee.startsWith(PERSON)) {
    return { partnerId: payee, personId: null, companies: [payee] };
  }
  const personId = payee.slice(PERSON.length);
  const sold = [
    ...earnings,
    ...[...lines.values()].flatMap(({ basis }) =>
      basis.kind === 'earning' ? [basis.earning] : [],
    ),
  ];
  const companies = [...new Set(sold.map(({ partnerId }) => partnerId))];
  const [partnerId] = companies;
  if (partnerId === undefined) throw new Error(`Nothing tells whose person "${personId}" is`);
  return { partnerId, personId, companies };
}
