import { DateTime } from 'luxon';
import { parseDocument } from 'yaml';
import { type Rejection } from '@accord/kernel';
import { programDocument, type ProgramRules, registrationType } from '../program-document';

/** Aliases of one YAML document; more is an attempt to blow it up. */
const MAX_ALIASES = 50;

/**
 * Reads a program document in YAML or JSON.
 * @returns the rules, or every fault with its path and what was expected there
 */
export function readDocument(
  text: string,
): { readonly rules: ProgramRules } | { readonly faults: readonly Rejection[] } {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ message }) => ({ code: 'not-yaml', message, path: '' })),
    };
  }
  const parsed = programDocument.safeParse(document.toJS({ maxAliasCount: MAX_ALIASES }));
  if (parsed.success) {
    const faults = contradictions(parsed.data);
    return faults.length > 0 ? { faults } : { rules: parsed.data };
  }
  return {
    faults: parsed.error.issues.map((issue) => ({
      code: issue.code.replaceAll('_', '-'),
      message: issue.message,
      path: issue.path.join('.'),
    })),
  };
}

/** What the form alone cannot see. */
function contradictions(rules: ProgramRules): Rejection[] {
  const faults: Rejection[] = [];
  const fault = (path: string, message: string): void =>
    void faults.push({ code: 'contradiction', message, path });
  if (!DateTime.local({ zone: rules.timeZone }).isValid) {
    fault('timeZone', `expected an IANA time zone, got "${rules.timeZone}"`);
  }
  const names = new Set<string>();
  rules.incentives.forEach((incentive, i) => {
    const at = `incentives.${i}`;
    if (names.has(incentive.rule)) fault(`${at}.rule`, `"${incentive.rule}" stands twice`);
    names.add(incentive.rule);
    if (!registrationType(rules, incentive.dealType)) {
      fault(`${at}.dealType`, `expected a registration type, got "${incentive.dealType}"`);
    }
    if (incentive.kind !== 'countTierRebate') return;
    incentive.tiers.forEach(({ from, to }, t) => {
      const before = t === 0 ? 0 : (incentive.tiers[t - 1]?.to ?? Number.POSITIVE_INFINITY);
      if (from <= before)
        fault(`${at}.tiers.${t}.from`, `expected more than ${before}, got ${from}`);
      if (to !== null && to < from)
        fault(`${at}.tiers.${t}.to`, `expected at least ${from}, got ${to}`);
    });
  });
  return faults;
}
