import { canonicalJson } from '@accord/kernel';
import { registrationType, type ProgramRules } from '../program-document';
import { casesOf, fits, type Route, type RoutingCase, type RoutingRules } from '../routing';
import type { Check, Fault } from './check';

/** Each case has one outcome, each route a case, and what routes name exists. */
export const checkRouting: Check = (rules, fault) => {
  const { routing } = rules;
  if (!routing) return;
  checkNames(rules, routing, fault);
  routing.routes.forEach((route, i) => checkOutcome(route, `routing.routes.${i}`, fault));
  const cases = casesOf(routing, (type) => registrationType(rules, type)?.flatRenewal === 'refuse');
  checkOverlaps(routing, cases, fault);
  routing.routes.forEach((route, i) => {
    if (!cases.some((one) => fits(route, one)))
      fault(`routing.routes.${i}`, `no case reaches "${route.route}"`);
  });
  const missed = cases.find((one) => !routing.routes.some((route) => fits(route, one)));
  if (missed) fault('routing.routes', `no route for ${describe(missed)}`);
};

function checkNames(rules: ProgramRules, routing: RoutingRules, fault: Fault): void {
  const { stages, types } = routing;
  const known = ['none', 'unreported', 'closed', ...stages];
  types.forEach((type, i) => {
    if (!registrationType(rules, type))
      fault(`routing.types.${i}`, `expected a registration type, got "${type}"`);
  });
  const names = new Set<string>();
  routing.routes.forEach(({ route, when, steps }, i) => {
    const at = `routing.routes.${i}`;
    if (names.has(route)) fault(`${at}.route`, `"${route}" stands twice`);
    names.add(route);
    const expect = (path: string, values: readonly string[], allowed: readonly string[]): void =>
      values.forEach((value, v) => {
        if (!allowed.includes(value))
          fault(`${at}.${path}.${v}`, `expected one of ${allowed.join(', ')}, got "${value}"`);
      });
    expect('when.types', when.types ?? [], types);
    expect('when.opportunity', when.opportunity ?? [], known);
    expect('steps', steps, Object.keys(rules.approval?.steps ?? {}));
  });
}

function checkOutcome({ decision, steps, denial }: Route, at: string, fault: Fault): void {
  switch (decision) {
    case 'steps':
      if (steps.length === 0) fault(`${at}.steps`, 'expected a step that decides');
      if (new Set(steps).size < steps.length) fault(`${at}.steps`, 'a step stands twice');
      if (denial) fault(`${at}.denial`, 'only a route that denies says why');
      return;
    case 'deny':
      if (steps.length > 0) fault(`${at}.steps`, 'expected none where the route denies');
      if (!denial) fault(`${at}.denial`, 'expected what the partner is told');
  }
}

function checkOverlaps({ routes }: RoutingRules, cases: readonly RoutingCase[], fault: Fault) {
  routes.forEach((route, i) => {
    routes.slice(0, i).forEach((earlier) => {
      if (outcomeOf(earlier) === outcomeOf(route)) return;
      const both = cases.find((one) => fits(earlier, one) && fits(route, one));
      if (!both) return;
      const message = `overlaps "${earlier.route}" with another outcome: ${describe(both)}`;
      fault(`routing.routes.${i}`, message);
    });
  });
}

const outcomeOf = ({ route: _name, when: _when, ...outcome }: Route): string =>
  canonicalJson(outcome);

/** A case in words: `resale, opportunity 3, active, renewal none`. */
const describe = ({ type, opportunity, activity, renewal }: RoutingCase): string =>
  [type, `opportunity ${opportunity}`, activity, `renewal ${renewal}`].filter(Boolean).join(', ');
