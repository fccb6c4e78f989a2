import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DIST } from '../support/accord-under-test';

/**
 * The published quarter through the real processes: 921 rows told over HTTP, then closed, paid,
 * explained and replayed. The figures are those that the sample's README derives from the rules.
 */
describe('The demo', () => {
  let output: string;
  const directory = mkdtempSync(join(tmpdir(), 'accord-demo-test-'));

  beforeAll(async () => {
    const args = [
      join(DIST, 'apps/standalone/src/demo/main.js'),
      '--data',
      join(directory, 'demo'),
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      maxBuffer: 16 * 1024 * 1024,
    });
    output = stdout;
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** The part of the output below a heading. */
  const section = (title: string): string => {
    const [, after = ''] = output.split(`\n${title}`);
    return after.split('\n\n')[0] ?? '';
  };
  /** Lines of one partner's statement. */
  const statement = (partner: string): string[] => {
    const lines = section('Payout statements of FY2027-Q1').split('\n');
    const from = lines.findIndex((line) => line.startsWith(`${partner}: `));
    const to = lines.findIndex((line, i) => i > from && !line.startsWith(' '));
    return lines.slice(from, to);
  };

  it('tells every row and sees each accepted or refused as the rules say', () => {
    expect(output).toMatch(/921 rows told in \d+ s, \d+ of them refused as they should be/);
  });

  it('says who won each contested customer, over whom and why', () => {
    const conflicts = section('Conflicts: who won, over whom, and why');
    expect(conflicts).toContain('R-007 Siemens AG (brightwater) has it, since 2026-02-06');
    expect(conflicts).toContain('over R-013 SIEMENS Aktiengesellschaft (cobalt): same_entity');
    expect(conflicts).toContain('R-174 The Bramblewick Foods Company (alder) has it');
  });

  it.each([
    ['fjord', '5,750.00', 'three services: 1,000 + 2,500 (capped) + 2,250'],
    ['granite', '77,000.00', 'ten services capped at 7,500 each, and a claim of 2,000'],
    ['harbor', '8,000.00', 'four services of 80,000 after the fifth was reversed'],
    ['indus', '17,950.53', 'six services with cap and rounding, the seventh owned'],
    ['juncture', '30,383.33', 'referral fees that are due by 15 June'],
  ])('pays %s %s: %s', (partner, amount) => {
    expect(statement(partner)[0]).toBe(`${partner}: ${amount} USD to pay`);
  });

  it('shows what is earned and not payable yet, and why nothing is earned', () => {
    const juncture = statement('juncture').join('\n');
    expect(juncture).toContain('12,000.00  referral-fee: 10% of annual fees 120000.00');
    expect(juncture).toContain('6,000.00  earned, not payable yet, due 2026-06-18');
    expect(juncture).toContain(
      '8,400.00  earned, not payable yet, no due date until the customer has paid',
    );
    expect(juncture).toContain('0.00  referral-fee: The sale was reversed on 2026-05-09');
    expect(statement('alder').join('\n')).toContain(
      '0.00  service-attach-rebate: 1 service in FY2027-Q1; the first tier starts at 2',
    );
    expect(statement('brightwater').join('\n')).toContain(
      '0.00  service-attach-rebate: The same sale is paid for under "referral-fee" already',
    );
    expect(statement('kestrel').join('\n')).toContain(
      '0.00  referral-fee: Registered on 2026-05-01, after the order closed on 2026-04-28',
    );
    expect(statement('indus').join('\n')).toContain(
      '0.00  service-attach-rebate: The partner owns the software: accepted without rebate',
    );
  });

  it.each([
    // allocated, available, reserved, committed, claimed, consumed, expired
    ['mdf-brightwater-fy2027-q1', '10,000.00 0.00 0.00 0.00 0.00 2,200.00 7,800.00'],
    ['mdf-alder-fy2027-q1', '12,000.00 0.00 0.00 0.00 0.00 5,000.00 7,000.00'],
    ['mdf-eastgate-fy2027-q1', '8,000.00 0.00 0.00 0.00 0.00 4,200.00 3,800.00'],
  ])('leaves fund %s at %s', (fund, balances) => {
    const line = section('MDF balances')
      .split('\n')
      .find((one) => one.startsWith(fund));
    expect(line?.slice(fund.length).trim().split(/ +/).join(' ')).toBe(balances);
  });

  it('explains one line down to its events and approvals', () => {
    const explained = section('One line explained: 2,500.00 USD to fjord');
    expect(explained).toContain('of gitlab@1, earned in FY2027-Q1');
    for (const type of ['DealRegistered', 'DealApproved', 'SaleBooked']) {
      expect(explained).toMatch(new RegExp(`\\d+  2026-\\d\\d-\\d\\d  ${type} +by `));
    }
    expect(explained).toContain('proposed by finance, approved by finance-approver');
  });

  it('knows what was known on 31 March and what made the difference', () => {
    const known = section('Earned, as known on 2026-03-31 and as known now');
    expect(known).toMatch(/granite +45,000\.00 → +75,000\.00 +30,000\.00/);
    expect(known).toContain('22,500.00  9 lines 5% (9 services) is now 7.5% (10 services)');
    expect(known).toMatch(/harbor +20,000\.00 → +8,000\.00 +-12,000\.00/);
  });

  it('rebuilds every view from the log and finds no difference', () => {
    expect(output).toContain('\nverify: replay equals live\n');
  });
});
