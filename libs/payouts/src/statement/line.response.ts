import { ApiProperty } from '@nestjs/swagger';
import { formatAmount, fromJson } from '@accord/kernel';
import { ShareBody, SourceBody, TierBody, shareBody } from '@accord/incentives';
import { dueOn, owedFor, type StatementLine } from './statement-line';

/** One line of a statement. `amount` is what this statement pays or takes back for it. */
export class LineBody {
  lineId: string;
  standing: 'payable' | 'not-yet-due' | 'zero';
  amount: string;
  currency: string;
  /** What has been earned for it in all. */
  earned: string;
  /** What stands for it once this statement is issued. */
  target: string;
  /** What earlier statements say. */
  posted: string;
  /** The statement whose figure is corrected; null when there is none. */
  corrects: string | null;
  rule: string;
  quarter: string | null;
  dealId: string | null;
  saleId: string | null;
  fundId: string | null;
  claimId: string | null;
  programVersion: string | null;
  base: string | null;
  rate: string | null;
  tier: TierBody | null;
  cap: string | null;
  /** Exact product in minor units, before cap and rounding: `numerator/denominator`. */
  exact: string | null;
  rounding: string | null;
  dueOn: string | null;
  zeroReason: string | null;
  /** The arithmetic in one sentence. */
  derivation: string;
  sources: SourceBody[];
  /** What would have made the amount another one: "1 service more by 2026-04-30: 2.5%". */
  wouldChange: string[];
  /** Of a formula alone, else null: every step with its exact value, parts within parts. */
  @ApiProperty({ type: Object, nullable: true, additionalProperties: true })
  steps: object | null;
  /** Of a formula that is reckoned per quarter, else null. */
  share: ShareBody | null;
}

export function lineBody(line: StatementLine): LineBody {
  const { lineId, basis, standing, corrects, amount } = line;
  const text = (json: StatementLine['amount']): string => formatAmount(fromJson(json));
  return {
    lineId,
    standing,
    amount: text(amount),
    currency: amount.currency,
    earned: text(owedFor(basis)),
    target: text(line.target),
    posted: text(line.posted),
    corrects,
    dueOn: dueOn(basis),
    ...(basis.kind === 'earning' ? ofEarning(basis.earning) : ofClaim(basis.claim)),
  };
}

type Rest = Omit<
  LineBody,
  | 'lineId'
  | 'standing'
  | 'amount'
  | 'currency'
  | 'earned'
  | 'target'
  | 'posted'
  | 'corrects'
  | 'dueOn'
>;

function ofEarning(earning: Extract<StatementLine['basis'], { kind: 'earning' }>['earning']): Rest {
  const { rule, quarter, dealId, saleId, programVersion, rate, tier, rounding } = earning;
  return {
    rule,
    quarter,
    dealId,
    saleId,
    fundId: null,
    claimId: null,
    programVersion,
    base: formatAmount(fromJson(earning.base)),
    rate,
    tier: tier && { ...tier },
    cap: earning.cap && formatAmount(fromJson(earning.cap)),
    exact: `${earning.exact.numerator}/${earning.exact.denominator}`,
    rounding,
    zeroReason: earning.zeroReason,
    derivation: earning.derivation,
    sources: earning.sources.map((source) => ({ ...source })),
    wouldChange: [...(earning.wouldChange ?? [])],
    steps: earning.steps ?? null,
    share: shareBody(earning.share),
  };
}

function ofClaim(claim: Extract<StatementLine['basis'], { kind: 'fundClaim' }>['claim']): Rest {
  const amount = `${formatAmount(fromJson(claim.amount))} ${claim.amount.currency}`;
  return {
    rule: 'mdf',
    quarter: null,
    dealId: null,
    saleId: null,
    fundId: claim.fundId,
    claimId: claim.claimId,
    programVersion: null,
    base: null,
    rate: null,
    tier: null,
    cap: null,
    exact: null,
    rounding: null,
    zeroReason: claim.amount.minor === '0' ? 'The claim was clawed back in full' : null,
    derivation: `Claim "${claim.claimId}" on fund "${claim.fundId}", approved on ${claim.approvedOn}: ${amount}`,
    sources: claim.sources.map((source) => ({ ...source })),
    wouldChange: [],
    steps: null,
    share: null,
  };
}
