import type { Check } from './check';

/** A budget has one name. */
export const checkExceptions: Check = ({ exceptions }, fault) => {
  const funding = exceptions?.funding ?? [];
  funding.forEach((one, i) => {
    if (funding.indexOf(one) < i) fault(`exceptions.funding.${i}`, `"${one}" stands twice`);
  });
};
