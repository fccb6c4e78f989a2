import type { ProgramRules } from '../program-document';
import type { Check, Fault } from './check';

/** Rules of designations name what the program knows, each once, and ask for something. */
export const checkDesignations: Check = (rules, fault) => {
  rules.designationRules?.forEach(({ designation, requires, keeps }, i, all) => {
    const at = `designationRules.${i}`;
    if (!rules.designations.includes(designation)) {
      const known = rules.designations.join(', ');
      fault(`${at}.designation`, `expected one of ${known}, got "${designation}"`);
    }
    if (all.findIndex((one) => one.designation === designation) < i) {
      fault(`${at}.designation`, `"${designation}" stands twice`);
    }
    checkAsked(`${at}.requires`, requires, rules, fault);
    if (keeps) checkAsked(`${at}.keeps`, keeps, rules, fault);
  });
};

function checkAsked(
  at: string,
  {
    people,
    registrations,
  }: {
    readonly people?: object | undefined;
    readonly registrations?: { readonly types: readonly string[] } | undefined;
  },
  { registration: { types } }: ProgramRules,
  fault: Fault,
): void {
  if (!people && !registrations) fault(at, 'expected people, registrations or both');
  registrations?.types.forEach((type, i) => {
    if (Object.hasOwn(types, type)) return;
    const known = Object.keys(types).join(', ');
    fault(`${at}.registrations.types.${i}`, `expected one of ${known}, got "${type}"`);
  });
}
