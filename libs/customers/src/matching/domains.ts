import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { CompanyName } from './company-name';
import { comparing, type Judged } from './evidence';
import { inLatinLetters } from './latin-letters';
import { isDistinctive, isRare } from './word-weights';

/** Domains on which anybody has an address say nothing about a company. */
const FREE_MAIL: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.fr ' +
    'live.com msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.fr yahoo.de ymail.com icloud.com me.com ' +
    'mac.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de qq.com 163.com 126.com sina.com ' +
    'mail.ru bk.ru yandex.ru rambler.ru ukr.net proton.me protonmail.com aol.com zoho.com orange.fr ' +
    'wanadoo.fr laposte.net free.fr libero.it virgilio.it tin.it seznam.cz wp.pl o2.pl onet.pl ' +
    'interia.pl naver.com daum.net hanmail.net rediffmail.com uol.com.br bol.com.br terra.com.br ' +
    'facebook.com linkedin.com instagram.com twitter.com x.com youtube.com google.com wikipedia.org ' +
    'github.com wixsite.com sites.google.com example.com example.org'
  ).split(' '),
);
const MIN_LABEL = 4;
const LONG_LABEL = 6;

export interface Domain {
  /** The registrable part, as DNS writes it. */
  readonly registrable: string;
  /** Its first part without hyphens, in Latin letters: "nordwindenergie". */
  readonly label: string;
}

/** A company's name and domain. */
interface NamedDomain {
  readonly name: CompanyName;
  readonly domain: Domain | undefined;
}

/** @returns the registrable part; undefined when it is none, a platform's or a free mail provider's */
export const registrableDomain = (text: string | null): string | undefined =>
  readDomain(text)?.registrable;

/** @param text a domain, an address of a page or an e-mail address */
export function readDomain(text: string | null): Domain | undefined {
  if (text === null) return undefined;
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?#:].*$/, '');
  const {
    domain: found,
    isPrivate,
    domainWithoutSuffix: label,
  } = parse(domainToASCII(host), { allowPrivateDomains: true });
  if (found === null || isPrivate === true || FREE_MAIL.has(found)) return undefined;
  const [latin = ''] = inLatinLetters(domainToUnicode(label ?? ''));
  return { registrable: found, label: latin.toLowerCase().replace(/[^a-z0-9]/g, '') };
}

/**
 * @param namesAgree the names say the same already: a domain that only repeats one of them adds nothing
 */
export function byDomain(left: NamedDomain, right: NamedDomain, namesAgree: boolean): Judged {
  const [ours, theirs] = [left.domain, right.domain];
  const line = comparing('domain', ours?.registrable ?? null, theirs?.registrable ?? null);
  if (ours && ours.registrable === theirs?.registrable) return line('equal', 14, 'A');
  if (
    ours &&
    ours.label === theirs?.label &&
    ours.label.length >= MIN_LABEL &&
    isRare(ours.label)
  ) {
    return line('same-label', ours.label.length >= LONG_LABEL ? 8 : 4, 'B');
  }
  if (!namesAgree && (isNamed(ours, right.name) || isNamed(theirs, left.name))) {
    return line('label-in-name', 5, 'B');
  }
  return ours && theirs ? line('different', -1, 'F') : line('missing', 0, 'Z');
}

/** Whether the other's name, its brand or its initials make the label. */
const isNamed = (domain: Domain | undefined, name: CompanyName): boolean =>
  domain !== undefined &&
  domain.label.length >= MIN_LABEL &&
  name.readings.some(
    ({ words, squeezed, canonicalSqueezed, fullInitials }) =>
      squeezed === domain.label ||
      canonicalSqueezed === domain.label ||
      fullInitials === domain.label ||
      (words[0] === domain.label && isDistinctive(domain.label)),
  );
