import { currency, fold, isoDate, money } from '@accord/kernel';
import type { Standing } from '@accord/partners';
import { rulesOf } from '../../../../test/support/sample-rules';
import { usableOn } from '../credits/fund-credits';
import { fund } from '../fund';
import type { OpenFund } from '../open-fund/open-fund';
import { takeOverFund, type OldBalance } from './take-over-fund';

const usd = (minor: bigint) => money(minor, currency('USD'));
const command: OpenFund = {
  fundId: 'fjord-spring',
  programId: 'gitlab',
  partnerId: 'fjord',
  region: null,
  quarter: null,
  currency: currency('USD'),
  periodFrom: isoDate('2026-01-01'),
  periodTo: isoDate('2026-06-30'),
  requestBy: isoDate('2026-04-30'),
  claimBy: null,
};
const balance: OldBalance = {
  creditId: 'old',
  available: usd(600_000n),
  consumed: usd(300_000n),
  expired: usd(100_000n),
  expiresOn: isoDate('2026-04-30'),
};
const standing = { enrolled: true, programId: 'gitlab' } as Standing;
const facts = { on: isoDate('2026-02-01'), rules: rulesOf('gitlab'), standing };

describe('A fund that is taken over', () => {
  it('holds what it held, and what is available may be asked for until its day', () => {
    const decision = takeOverFund(fund.initial, command, balance, facts);
    if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
    const state = fold(fund, [...decision.events]);
    if (state.status === 'unknown') throw new Error('not opened');
    expect(state.balances).toMatchObject({
      allocated: 1_000_000n,
      available: 600_000n,
      reserved: 0n,
      committed: 0n,
      claimed: 0n,
      consumed: 300_000n,
      expired: 100_000n,
    });
    expect(state.filled).toBe(1_000_000n);
    expect(usableOn(state.credits, isoDate('2026-04-30'))).toBe(600_000n);
    expect(usableOn(state.credits, isoDate('2026-05-01'))).toBe(0n);
    expect(takeOverFund(state, command, balance, facts)).toMatchObject({
      rejections: [{ code: 'fund-exists' }],
    });
  });

  it('is refused where its credit is over, it is too large, or it could not be opened', () => {
    const codeOf = (change: Partial<OldBalance>, other: Partial<OpenFund> = {}): unknown =>
      takeOverFund(fund.initial, { ...command, ...other }, { ...balance, ...change }, facts);
    const refused = (code: string) =>
      expect.objectContaining({ rejections: [expect.objectContaining({ code })] });
    expect(codeOf({ expiresOn: isoDate('2026-01-31') })).toEqual(refused('credit-expired'));
    expect(codeOf({ consumed: usd(10n ** 18n - 1n) })).toEqual(refused('fund-too-large'));
    expect(codeOf({}, { currency: currency('EUR') })).toEqual(refused('currency-mismatch'));
  });
});
