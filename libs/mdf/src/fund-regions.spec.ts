import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGREEMENTS, withDach } from '../../../test/support/dach';
import { FundAccess } from './fund-balance/fund-access.query';
import { ALDER, FundStory, on, rulesOf } from './spec-support/fund-story';

const sample = readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8');
const rules = withDach(rulesOf(sample));

describe("A region's fund", () => {
  it.each(AGREEMENTS)('is asked for under an agreement %s', (_what, signed, region, isCovered) => {
    const story = new FundStory(rules);
    story.openShared(region);
    story.allocate('9000.00');
    const told = story.request('M-1', '1000.00', { territories: signed });
    expect(told).toEqual(isCovered ? ['FundsRequested'] : ['outside-agreement']);
  });

  it.each(AGREEMENTS)('is seen under an agreement %s', async (_what, signed, region, isCovered) => {
    const access = new FundAccess(
      {
        standing: () =>
          Promise.resolve({ standing: { ...ALDER, territories: signed }, revision: 1 }),
      },
      { today: () => Promise.resolve(on('2026-03-02')) },
      { inForce: () => Promise.resolve({ rules, version: 1, label: 'gitlab@1', revision: 0 }) },
    );
    const caller = { principalId: 'p', roles: ['partner'], partnerId: 'alder' } as const;
    const fund = { partnerId: null, programId: 'gitlab', region };
    expect(await access.sees(caller, fund)).toBe(isCovered);
    expect(await access.sees(caller, { ...fund, programId: 'other' })).toBe(false);
  });
});
