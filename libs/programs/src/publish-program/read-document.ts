import { DateTime } from 'luxon';
import { parseDocument, type Document } from 'yaml';
import { parseAmount, type Rejection } from '@accord/kernel';
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
    return { faults: document.errors.map(({ message }) => notYaml(message)) };
  }
  const value = resolved(document);
  if ('faults' in value) return value;
  const parsed = programDocument.safeParse(value.value);
  if (parsed.success) {
    const faults = contradictions(parsed.data);
    return faults.length > 0 ? { faults } : { rules: parsed.data };
  }
  return {
    faults: parsed.error.issues.map((issue) => ({
      code: issue.code.replaceAll('_', '-'),
      // What is wrong with a name used as a key stands one level deeper.
      message: (issue.code === 'invalid_key' && issue.issues[0]?.message) || issue.message,
      path: issue.path.join('.'),
    })),
  };
}

const notYaml = (message: string): Rejection => ({ code: 'not-yaml', message, path: '' });

/** The document as plain values, with its aliases put in. */
function resolved(
  document: Document.Parsed,
): { readonly value: unknown } | { readonly faults: readonly Rejection[] } {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    // An alias without its anchor, or too many of them.
    if (error instanceof ReferenceError) return { faults: [notYaml(error.message)] };
    throw error;
  }
}

/** What the form alone cannot see. */
function contradictions(rules: ProgramRules): Rejection[] {
  const faults: Rejection[] = [];
  const fault = (path: string, message: string): void =>
    void faults.push({ code: 'contradiction', message, path });
  if (!DateTime.local({ zone: rules.timeZone }).isValid) {
    fault('timeZone', `expected an IANA time zone, got "${rules.timeZone}"`);
  }
  const amountAt = (path: string, text: string): void => {
    try {
      parseAmount(text, rules.currency);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      fault(path, error.message);
    }
  };
  if (rules.mdf) amountAt('mdf.minRequest', rules.mdf.minRequest);
  const names = new Set<string>();
  rules.incentives.forEach((incentive, i) => {
    const at = `incentives.${i}`;
    if (names.has(incentive.rule)) fault(`${at}.rule`, `"${incentive.rule}" stands twice`);
    names.add(incentive.rule);
    if (!registrationType(rules, incentive.dealType)) {
      fault(`${at}.dealType`, `expected a registration type, got "${incentive.dealType}"`);
    }
    if (incentive.kind !== 'countTierRebate') return;
    incentive.tiers.forEach(({ from, to, capPerOpportunity }, t) => {
      amountAt(`${at}.tiers.${t}.capPerOpportunity`, capPerOpportunity);
      const before = t === 0 ? 0 : (incentive.tiers[t - 1]?.to ?? null);
      if (before === null) fault(`${at}.tiers.${t}`, 'expected no tier after one without an end');
      else if (from <= before)
        fault(`${at}.tiers.${t}.from`, `expected more than ${before}, got ${from}`);
      if (to !== null && to < from)
        fault(`${at}.tiers.${t}.to`, `expected at least ${from}, got ${to}`);
    });
  });
  return faults;
}
