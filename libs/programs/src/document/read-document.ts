import { parseDocument, type Document } from 'yaml';
import type { Rejection } from '@accord/kernel';
import { contradictions } from './contradictions/contradictions';
import { programDocument, type ProgramRules } from './program-document';

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
