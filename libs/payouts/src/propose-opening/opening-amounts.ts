import {
  currency,
  parseAmount,
  zero,
  type Currency,
  type Money,
  type Rejection,
} from '@accord/kernel';
import { requestFault } from '@accord/platform';
import { OPENING_AMOUNTS, type OpeningAmounts, type ProposeOpening } from './propose-opening';
import type { ProposeOpeningRequest } from './propose-opening.request';

type Texts = Readonly<Record<(typeof OPENING_AMOUNTS)[number], string>>;

/**
 * @returns balances and controls of a request as money
 * @throws Problem 400 naming every amount that its currency cannot hold
 */
export function openingAmounts(
  body: ProposeOpeningRequest,
): Pick<ProposeOpening, 'currency' | 'balances' | 'controls'> {
  const unit = currency(body.currency);
  const faults: Rejection[] = [];
  const balances = body.balances.map((one, i) => ({
    partnerId: one.partnerId,
    ...amountsIn(one, unit, `balances.${i}`, faults),
  }));
  const { partners } = body.controls;
  const controls = { partners, ...amountsIn(body.controls, unit, 'controls', faults) };
  if (faults.length > 0) throw requestFault(faults);
  return { currency: unit, balances, controls };
}

function amountsIn(
  texts: Texts,
  unit: Currency,
  path: string,
  faults: Rejection[],
): OpeningAmounts {
  const amount = (name: (typeof OPENING_AMOUNTS)[number]): Money => {
    try {
      return parseAmount(texts[name], unit);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push({ code: 'is-amount', message: error.message, path: `${path}.${name}` });
      return zero(unit);
    }
  };
  return {
    carriedForward: amount('carriedForward'),
    paid: amount('paid'),
    receivable: amount('receivable'),
  };
}
