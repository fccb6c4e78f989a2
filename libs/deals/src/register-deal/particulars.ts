import { isoDate, toJson } from '@accord/kernel';
import { amountOf } from '@accord/platform';
import type { Particulars } from '../deal.events';
import type { ParticularsRequest } from './particulars.request';

/**
 * @returns what the request says beside what every registration says; nothing where it says nothing
 * @throws Problem 400 when a list price is more precise than its currency
 */
export function particularsOf(request: ParticularsRequest, currency: string): Particulars {
  const { subdivision, tender, distributorId, units, lines, bonuses } = request;
  const { expectedCloseOn, contactId } = request;
  return {
    ...(subdivision !== undefined && { subdivision }),
    ...(tender && {
      tender: { number: tender.number, publishedOn: isoDate(tender.publishedOn) },
    }),
    ...(distributorId !== undefined && { distributorId }),
    ...(units !== undefined && { units }),
    ...(lines && {
      lines: lines.map(({ family, part, list }, i) => ({
        family,
        part,
        list: toJson(amountOf(list, currency, `lines.${i}.list`)),
      })),
    }),
    ...(bonuses && { bonuses }),
    ...(expectedCloseOn !== undefined && { expectedCloseOn: isoDate(expectedCloseOn) }),
    ...(contactId !== undefined && { contactId }),
  };
}
