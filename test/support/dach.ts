import type { ProgramRules } from '@accord/programs';

/** A program that knows DACH, and DE and AT, which lie in it. */
export const withDach = (rules: ProgramRules): ProgramRules => ({
  ...rules,
  territories: [...rules.territories, 'DACH', 'DE', 'AT'],
  territoryParts: { DACH: ['DE', 'AT'] },
});

/** What an agreement is for, where somebody wants something by it, and whether it holds there. */
export const AGREEMENTS = [
  ['for the region, in its part', ['DACH'], 'DE', true],
  ['for the region, in the region', ['DACH'], 'DACH', true],
  ['for a part, in that part', ['DE'], 'DE', true],
  ['for a part, in the region', ['DE'], 'DACH', false],
  ['for all parts, in the region', ['DE', 'AT'], 'DACH', true],
  ['for a part, in another one', ['AT'], 'DE', false],
  ['for elsewhere', ['NA'], 'DE', false],
] as const;
