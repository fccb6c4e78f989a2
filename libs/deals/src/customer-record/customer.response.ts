import type { CustomerHistory, RegisterNumber } from '@accord/customers';
import { GrantBody, grantBody } from '../exclusivity/grant.response';
import type { Exclusivity } from '../exclusivity/exclusivity-state';

/** A number in an official register. */
export class RegisterNumberBody {
  /** Null for worldwide registers. */
  country: string | null;
  kind: string;
  value: string;
}

/** An exclusive approval of the customer's business. */
export class WindowBody extends GrantBody {
  /** Given up before its last day. */
  released: boolean;
}

/** What registrations have said about a customer, what became of it, and who has held its business. */
export class CustomerBody {
  customerId: string;
  status: 'established' | 'merged';
  /** The customer that it is part of now. */
  mergedInto: string | null;
  /** The customer that it began as a part of. */
  splitFrom: string | null;
  /** Customers that were split off from it, in order. */
  splitInto: string[];
  /** The case that a merge waits for. */
  mergeCaseId: string | null;
  /** As registrations have it, the first one first. */
  names: string[];
  countries: string[];
  domains: string[];
  registerNumbers: RegisterNumberBody[];
  /** Registrations about it. */
  dealIds: string[];
  /** In the order granted; those that moved to another customer stand there. */
  exclusivity: WindowBody[];
}

export function customerBody(
  customerId: string,
  { state, splitFrom, splitInto }: CustomerHistory,
  { grants }: Exclusivity,
): CustomerBody {
  const claims = [...state.claims.values()];
  const numbers = claims.flatMap(({ registerNumbers }) => registerNumbers);
  return {
    customerId,
    status: state.status,
    mergedInto: state.status === 'merged' ? state.into : null,
    splitFrom,
    splitInto: [...splitInto],
    mergeCaseId: state.status === 'established' ? (state.suspended?.caseId ?? null) : null,
    names: once(claims.map(({ name }) => name)),
    countries: once(claims.map(({ country }) => country)),
    domains: once(claims.flatMap(({ domain }) => domain ?? [])),
    registerNumbers: [...new Map(numbers.map((one) => [keyOf(one), one])).values()].map((one) => ({
      ...one,
    })),
    dealIds: [...state.claims.keys()],
    exclusivity: grants.map((grant) => ({ ...grantBody(grant), released: grant.released })),
  };
}

const keyOf = ({ kind, country, value }: RegisterNumber): string =>
  JSON.stringify([kind, country, value]);
const once = (texts: readonly string[]): string[] => [...new Set(texts)];
