import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import type { CustomerClaim, RegisterNumber } from '../customer-claim';
import { cleanedNames } from './normalise';

/**
 * Two claims that can be the same customer share a key: what is looked up and what is locked.
 * `S:` squeezed name, `D:` registrable domain, `I:` register number.
 */
export type BlockKey = string & { readonly __brand: 'BlockKey' };

const key = (text: string): BlockKey => text as BlockKey;

/** Domains on which anybody has an address say nothing about a company. */
const FREE_MAIL: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  't-online.de',
  'qq.com',
  '163.com',
  'mail.ru',
  'proton.me',
  'aol.com',
]);

/** @returns the claim's keys, sorted, each once */
export function blockKeys(claim: CustomerClaim): BlockKey[] {
  const names = cleanedNames(claim.name).map((name) => key(`S:${name.replace(/ /g, '')}`));
  const domain = registrableDomain(claim.domain);
  const numbers = givenNumbers(claim).map((number) => key(`I:${registerText(number)}`));
  return [...new Set([...names, ...(domain ? [key(`D:${domain}`)] : []), ...numbers])].toSorted();
}

/** A key as 64 bits, signed, for tables and locks. */
export const keyHash = (blockKey: BlockKey): bigint =>
  createHash('sha256').update(blockKey).digest().readBigInt64BE(0);

/** @returns the registrable part; undefined when it is none, a platform's or a free mail provider's */
export function registrableDomain(domain: string | null): string | undefined {
  if (domain === null) return undefined;
  const { domain: found, isPrivate } = parse(domainToASCII(domain.trim().toLowerCase()), {
    allowPrivateDomains: true,
  });
  return found === null || isPrivate === true || FREE_MAIL.has(found) ? undefined : found;
}

/** The register numbers that say something: "n/a", "-" and "000" stand for none. */
export const givenNumbers = ({ registerNumbers }: CustomerClaim): readonly RegisterNumber[] =>
  registerNumbers.filter(({ value }) => /[1-9]/.test(value));

/** Which register a number is from: kind and country. */
export const registerOf = ({ kind, country }: RegisterNumber): string =>
  `${kind.toLowerCase()}:${country ?? '-'}`;

/** One way of writing a register number: its register, then digits and letters only. */
export const registerText = (number: RegisterNumber): string =>
  `${registerOf(number)}:${number.value.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
