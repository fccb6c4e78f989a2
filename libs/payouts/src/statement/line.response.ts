import { ApiProperty } from '@nestjs/swagger';
import { add, formatAmount, fromJson, type Money, type MoneyJson } from '@accord/kernel';
import {
  ConversionBody,
  ExceptionBody,
  LimitBody,
  ShareBody,
  SourceBody,
  StageBody,
  TierBody,
  conversionBody,
  limitBody,
  seenBy,
  seenWhole,
  shareBody,
  stageBody,
  type SeenLine,
} from '@accord/incentives';
import type { Caller } from '@accord/platform';
import { MarketplaceFeeBody, marketplaceFeeBody } from '@accord/sales';
import {
  dueOn,
  owedFor,
  ruleOf,
  type Basis,
  type CarryForward,
  type OpeningLine,
  type StatementLine,
} from './statement-line';
import { spokenTax } from './withholding';

/** That a line stays as it was closed although late facts have it otherwise. */
export class RejectedChangeBody {
  /** As it was closed: what stands. */
  was: string;
  reason: string;
}

/** One line of a statement. `amount` is what this statement pays or takes back for it. */
export class LineBody {
  lineId: string;
  standing: 'payable' | 'not-yet-due' | 'held' | 'zero';
  amount: string;
  currency: string;
  /** What has been earned for it in all. */
  earned: string;
  /** What stands for it once this statement is issued. */
  target: string;
  /** What earlier statements say. */
  posted: string;
  /** What a hold keeps back once this statement is issued. */
  held: string;
  /** Null where nothing is held. */
  holdId: string | null;
  holdReason: string | null;
  /** Null where the line stands as facts have it. */
  rejectedChange: RejectedChangeBody | null;
  /** The statement whose figure is corrected; null when there is none. */
  corrects: string | null;
  rule: string;
  quarter: string | null;
  dealId: string | null;
  saleId: string | null;
  /** Opaque id of the partner's person who is paid; null: the partner is. */
  personId: string | null;
  fundId: string | null;
  claimId: string | null;
  programVersion: string | null;
  /** In the currency of the sale. */
  base: string | null;
  baseCurrency: string | null;
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
  /** Where it stands by an exception from its rule, else null. */
  exception: ExceptionBody | null;
  /** What it has used of each running limit of its rule. */
  limits: LimitBody[];
  /** What it waits for before it has a day on which it is to be paid; null where nothing is. */
  awaits: string | null;
  /** Of a rule that is paid in stages, else null. */
  stage: StageBody | null;
  /** Of a formula that is reckoned per quarter, else null. */
  share: ShareBody | null;
  /** Of a sale in another currency than the program's, else null. */
  conversion: ConversionBody | null;
  /** Of a sale through a marketplace: what that keeps; else null. */
  marketplaceFee: MarketplaceFeeBody | null;
}

/** A line as whoever belongs to the vendor reads it. */
export const lineBody = (line: StatementLine): LineBody => bodyOf(line, seenWhole);

/** @returns how this caller reads lines: a partner nothing of other partners */
export const lineBodyFor =
  (caller: Pick<Caller, 'partnerId'>) =>
  (line: StatementLine): LineBody =>
    bodyOf(line, (earning) => seenBy(caller, earning));

type Earning = Extract<Basis, { kind: 'earning' }>['earning'];
type Seen = (earning: Earning) => SeenLine;

function bodyOf(line: StatementLine, seen: Seen): LineBody {
  const { lineId, basis, standing, corrects, amount, aside, rejected } = line;
  const text = (json: StatementLine['amount']): string => formatAmount(fromJson(json));
  return {
    lineId,
    standing,
    amount: text(amount),
    currency: amount.currency,
    earned: text(owedFor(basis)),
    target: text(line.target),
    posted: text(line.posted),
    held: text(aside?.held ?? { minor: '0', currency: amount.currency }),
    holdId: aside?.hold?.holdId ?? null,
    holdReason: aside?.hold?.reason ?? null,
    rejectedChange: rejected ? { was: text(rejected.was), reason: rejected.reason } : null,
    corrects,
    dueOn: dueOn(basis),
    rule: ruleOf(basis),
    ...ofBasis(basis, seen),
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
  | 'held'
  | 'holdId'
  | 'holdReason'
  | 'rejectedChange'
  | 'corrects'
  | 'dueOn'
  | 'rule'
>;

function ofBasis(basis: Basis, seen: Seen): Rest {
  switch (basis.kind) {
    case 'earning':
      return ofEarning(seen(basis.earning));
    case 'fundClaim':
      return ofClaim(basis.claim);
    case 'adjustment':
      return ofAdjustment(basis.adjustment);
    case 'carryForward':
      return ofCarry(basis.carry);
    case 'withholding':
      return { ...NOT_RECKONED, derivation: spokenTax(basis.tax) };
    case 'opening':
      return ofOpening(basis.opening);
  }
}

function ofEarning(earning: SeenLine): Rest {
  const { quarter, dealId, saleId, programVersion, rate, tier, rounding } = earning;
  return {
    quarter,
    dealId,
    saleId,
    personId: earning.personId ?? null,
    fundId: null,
    claimId: null,
    programVersion,
    base: formatAmount(fromJson(earning.base)),
    baseCurrency: earning.base.currency,
    rate,
    tier: tier && { ...tier },
    cap: earning.cap && formatAmount(fromJson(earning.cap)),
    exact: `${earning.exact.numerator}/${earning.exact.denominator}`,
    rounding,
    zeroReason: earning.zeroReason,
    derivation: earning.derivation,
    sources: earning.sources.map((source) => ({ ...source })),
    wouldChange: [...(earning.wouldChange ?? [])],
    steps: earning.steps,
    exception: earning.exception ? { ...earning.exception } : null,
    limits: earning.limits.map(limitBody),
    awaits: earning.awaits ?? null,
    stage: stageBody(earning.stage),
    share: shareBody(earning.share),
    conversion: conversionBody(earning.conversion),
    marketplaceFee: marketplaceFeeBody(earning.marketplaceFee),
  };
}

function ofClaim(claim: Extract<Basis, { kind: 'fundClaim' }>['claim']): Rest {
  const amount = `${formatAmount(fromJson(claim.amount))} ${claim.amount.currency}`;
  return {
    ...NOT_RECKONED,
    fundId: claim.fundId,
    claimId: claim.claimId,
    zeroReason: claim.amount.minor === '0' ? 'The claim was clawed back in full' : null,
    derivation: `Claim "${claim.claimId}" on fund "${claim.fundId}", approved on ${claim.approvedOn}: ${amount}`,
    sources: claim.sources.map((source) => ({ ...source })),
  };
}

function ofOpening({ openingId, amount, cutoverOn, sources }: OpeningLine): Rest {
  const text = `${formatAmount(fromJson(amount))} ${amount.currency}`;
  return {
    ...NOT_RECKONED,
    zeroReason: null,
    derivation: `Carried forward from the books that ended on ${cutoverOn}, opening "${openingId}": ${text}`,
    sources: sources.map((source) => ({ ...source })),
  };
}

function ofAdjustment(adjustment: Extract<Basis, { kind: 'adjustment' }>['adjustment']): Rest {
  const { disputed, statementId, decidedOn, reason, amount, givenByLine } = adjustment;
  const text = (money: Money): string => `${formatAmount(money)} ${money.currency}`;
  const left = fromJson(amount);
  const given = givenByLine && fromJson(givenByLine);
  const what = disputed.kind === 'line' ? `line "${disputed.lineId}"` : `"${disputed.ref}"`;
  const byLine = given ? `; the line itself gives ${text(given)} of it by now` : '';
  return {
    ...NOT_RECKONED,
    zeroReason: left.minor === 0n ? 'The line itself gives it by now' : null,
    derivation: `Dispute of ${what} on statement "${statementId}", accepted on ${decidedOn} with ${text(given ? add(left, given) : left)}: ${reason}${byLine}`,
  };
}

function ofCarry({ minimum, brought, carried }: CarryForward): Rest {
  const text = (json: MoneyJson): string => `${formatAmount(fromJson(json))} ${json.currency}`;
  const forward =
    minimum === null || carried.minor === '0'
      ? 'nothing is carried forward'
      : `less than the minimum of ${text(minimum)} is payable, so that ${text(carried)} is carried forward`;
  const derivation = `${text(brought)} was carried forward before; ${forward}`;
  const zeroReason = carried.minor === '0' ? null : derivation;
  return { ...NOT_RECKONED, zeroReason, derivation };
}

/** Of what no rule has reckoned. */
const NOT_RECKONED = {
  quarter: null,
  dealId: null,
  saleId: null,
  personId: null,
  fundId: null,
  claimId: null,
  programVersion: null,
  base: null,
  baseCurrency: null,
  rate: null,
  tier: null,
  cap: null,
  exact: null,
  rounding: null,
  zeroReason: null,
  sources: [],
  wouldChange: [],
  steps: null,
  exception: null,
  limits: [],
  awaits: null,
  stage: null,
  share: null,
  conversion: null,
  marketplaceFee: null,
};
