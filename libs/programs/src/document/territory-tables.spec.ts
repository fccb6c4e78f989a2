import { rulesOf } from '../../../../test/support/sample-rules';
import { calendarOf } from './calendars';
import { routeOf } from './channel';
import { loserOutcome } from './exclusivity';
import type { ProgramRules } from './program-document';
import { contradictions } from './contradictions/contradictions';

const gitlab = rulesOf('gitlab');
/** GitLab's program with DACH, which lies in EMEA, and DE and AT in it. */
const program = (rules: Partial<ProgramRules>): ProgramRules => ({
  ...gitlab,
  territories: [...gitlab.territories, 'DACH', 'DE', 'AT', 'FR'],
  territoryParts: { EMEA: ['DACH', 'FR'], DACH: ['DE', 'AT', 'CH'] },
  ...rules,
});

describe('A row for a territory is for what lies in it', () => {
  const ofDach = program({
    exclusivity: {
      ...gitlab.exclusivity,
      losers: [{ territories: ['DACH'], outcome: 'listPrice' }],
    },
    routeToMarket: [{ territories: ['DACH'], distributor: 'required' }],
  });

  it.each([
    ['DE', 'listPrice', 'required'],
    ['DACH', 'listPrice', 'required'],
    ['EMEA', 'deny', 'optional'],
    ['FR', 'deny', 'optional'],
    ['Atlantis', 'deny', 'optional'],
  ])('in %s who loses gets %s, and a distributor is %s', (territory, outcome, distributor) => {
    expect(loserOutcome(ofDach, territory)).toBe(outcome);
    const deal = { track: 'Open', territory, dealType: 'resale' };
    expect(routeOf(ofDach, deal)).toBe(distributor);
  });

  it.each([
    ['DE', 'Europe/Vienna', 'by its own calendar'],
    ['AT', 'Europe/Zurich', 'by that of the smaller territory in which it lies'],
    ['FR', 'Europe/Berlin', 'by that of the larger one'],
    ['NA', 'America/Los_Angeles', 'as before'],
    ['Atlantis', 'America/Los_Angeles', "by the program's"],
  ])('%s works in %s, %s', (territory, timeZone) => {
    const { calendars = {}, territoryCalendars } = gitlab;
    const { us } = calendars;
    if (!us) throw new Error('The sample has no calendar "us"');
    const at = (zone: string) => ({ ...us, timeZone: zone });
    const rules = program({
      calendars: { ...calendars, dach: at('Europe/Zurich'), de: at('Europe/Vienna') },
      territoryCalendars: { ...territoryCalendars, DACH: 'dach', DE: 'de' },
    });
    expect(calendarOf(rules, territory).timeZone).toBe(timeZone);
  });

  it('so that a later row for a part is never reached', () => {
    const losers = (...territories: readonly string[]): ProgramRules['exclusivity'] => ({
      ...gitlab.exclusivity,
      losers: territories.map((one) => ({ territories: [one], outcome: 'cosell' as const })),
    });
    const faults = (exclusivity: ProgramRules['exclusivity']) =>
      contradictions(program({ exclusivity })).map(({ path, message }) => `${path}: ${message}`);
    expect(faults(losers('DACH', 'DE'))).toEqual([
      'exclusivity.losers.1: no case reaches it: row 0 takes them all',
    ]);
    expect(faults(losers('DE', 'DACH', 'FR'))).toEqual([]);
  });
});
