import {
  compareDates,
  fromJson,
  compare,
  parseAmount,
  type IsoDate,
  type MoneyJson,
  type Rejection,
  type Role,
} from '@accord/kernel';
import { registrableDomain } from '@accord/customers';
import type { Standing } from '@accord/partners';
import { coversTerritory, isElectable, routeOf, type ProgramRules } from '@accord/programs';
import type { Registration } from '../deal';

/** What a registration is about. */
export type Engagement = Omit<Registration, 'registeredOn' | 'silenceOn' | 'partnerRevision'>;

/** What was looked up about who is in the deal. */
export interface EngagementFacts {
  readonly on: IsoDate;
  readonly standing: Standing;
  /** Of the distributor that the registration names; null when it names none. */
  readonly distributor: Standing | null;
  /** In which role the registration is filed. */
  readonly filedBy: Role;
  /** What it renews, by the word of sales where they have reported its opportunity. */
  readonly renewal: Registration['renewal'];
}

type Check = (command: Engagement, rules: ProgramRules, facts: EngagementFacts) => Rejection[];

/** @returns every reason of the program's rules of engagement against the registration */
export const engagementRefusals: Check = (command, rules, facts) =>
  [byProxy, identified, qualified, tenderOpen, routed, priced].flatMap((check) =>
    check(command, rules, facts),
  );

const refuse = (code: string, message: string, path: string): Rejection[] => [
  { code, message, path },
];

/** GitLab channel operations: alliance partners do not file; the vendor's people file for them. */
const byProxy: Check = (_command, { proxies }, { standing, filedBy }) =>
  filedBy === 'partner' && standing.enrolled && proxies?.partnerKinds.includes(standing.kind)
    ? refuse(
        'filed-by-proxy',
        `Registrations of a ${standing.kind} are filed by the vendor`,
        'partnerId',
      )
    : [];

/** A program that knows customers by their web domain needs one. */
const identified: Check = ({ claim }, { exclusivity }) =>
  exclusivity.identity === 'domain' && registrableDomain(claim.domain) === undefined
    ? refuse(
        'domain-required',
        'The program knows customers by their web domain',
        'customer.domain',
      )
    : [];

/** @returns why a deal of that value is none for the program: too small, or not comparable */
export function smallestDeal(
  value: MoneyJson,
  { qualification, currency }: Pick<ProgramRules, 'qualification' | 'currency'>,
): Rejection[] {
  const minValue = qualification?.minValue;
  if (minValue === undefined) return [];
  const amount = fromJson(value);
  if (amount.currency !== currency) {
    return refuse('currency-not-of-program', `The program reckons in ${currency}`, 'currency');
  }
  return compare(amount, parseAmount(minValue, currency)) < 0
    ? refuse('below-minimum', `Deals start at ${minValue} ${currency}`, 'amount')
    : [];
}

const qualified: Check = ({ value, units = 0 }, rules) => {
  const { minUnits } = rules.qualification ?? {};
  return [
    ...smallestDeal(value, rules),
    ...(minUnits !== undefined && units < minUnits
      ? refuse('below-minimum', `Deals start at ${minUnits} units`, 'units')
      : []),
  ];
};

const tenderOpen: Check = ({ tender }, rules, { on }) => {
  if (!tender) return [];
  switch (rules.tender?.registration ?? 'accept') {
    case 'accept':
      return [];
    case 'beforePublication':
      return compareDates(tender.publishedOn, on) <= 0
        ? refuse('tender-published', `The tender was published on ${tender.publishedOn}`, 'tender')
        : [];
    case 'refuse':
      return refuse('tender-not-eligible', 'The program takes no public tenders', 'tender');
  }
};

/** GitLab: Open partners buy through a distributor where one is active; MSP deals never do. */
const routed: Check = (command, rules, { standing, distributor }) => {
  if (!standing.enrolled) return [];
  const { dealType, territory, distributorId } = command;
  const route = routeOf(rules, { track: standing.track, territory, dealType });
  if (distributorId === undefined) {
    return route === 'required'
      ? refuse(
          'distributor-required',
          `In "${territory}" the partner buys through a distributor`,
          'distributorId',
        )
      : [];
  }
  if (route === 'never') {
    return refuse(
      'distributor-not-allowed',
      `A "${dealType}" deal goes through no distributor`,
      'distributorId',
    );
  }
  if (!distributor?.enrolled || distributor.kind !== 'distributor') {
    return refuse('distributor-unknown', `No distributor "${distributorId}"`, 'distributorId');
  }
  return distributor.programId === command.programId &&
    coversTerritory(rules, distributor.territories, territory)
    ? []
    : refuse(
        'distributor-not-in-territory',
        `"${distributorId}" has signed no agreement for "${territory}"`,
        'distributorId',
      );
};

/** Lines are in the currency of the deal, and only a renewal has parts that were there before. */
const priced: Check = ({ lines = [], value, renewal: told, bonuses = [] }, rules, { renewal }) => [
  ...lines.flatMap(({ list, part }, i) => [
    ...(list.currency === value.currency
      ? []
      : refuse('currencies-differ', `The deal is in ${value.currency}`, `lines.${i}.list`)),
    ...(renewal === 'none' && part !== 'new'
      ? refuse('not-a-renewal', `New business has no part "${part}"`, `lines.${i}.part`)
      : []),
    ...(renewal !== 'none' && told === 'none' && part === 'new'
      ? refuse(
          'part-of-a-renewal',
          'Sales report a renewal: name what stays the "same", is "added" or "upgraded"',
          `lines.${i}.part`,
        )
      : []),
    ...(renewal === 'flat' && part !== 'same'
      ? refuse(
          'renewal-has-growth',
          `A renewal without growth has no part "${part}"`,
          `lines.${i}.part`,
        )
      : []),
  ]),
  ...bonuses.flatMap((claimed) =>
    isElectable(rules, claimed) ||
    rules.pricing?.bonuses?.rows.some(({ bonus, registered }) => registered && bonus === claimed)
      ? []
      : refuse(
          'bonus-unknown',
          `The program knows no bonus "${claimed}" for registrations`,
          'bonuses',
        ),
  ),
];
