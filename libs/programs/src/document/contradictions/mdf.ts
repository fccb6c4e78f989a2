import { compareRatios, isIsoDate, ratio, whole } from '@accord/kernel';
import type { CoopRules } from '../coop';
import type { MdfRules } from '../mdf';
import type { ProgramRules } from '../program-document';
import { amountAt } from './amounts';
import type { Check, Fault } from './check';
import { checkNames } from './rows';

export const checkMdf: Check = (rules, fault) => {
  if (rules.mdf) checkFundRules('mdf', rules.mdf, rules, fault);
  if (rules.coop) checkCoop(rules.coop, rules, fault);
};

function checkCoop(coop: CoopRules, rules: ProgramRules, fault: Fault): void {
  checkFundRules('coop.funds', coop.funds, rules, fault);
  if (coop.cap !== undefined) amountAt(rules, fault, 'coop.cap', coop.cap);
  if (coop.requires) checkAudience('coop', coop.requires, rules, fault);
  if (coop.minimum) {
    amountAt(rules, fault, 'coop.minimum.amount', coop.minimum.amount);
    if (coop.use === 'atOnce') {
      fault('coop.minimum', 'what may be spent at once cannot be found to be too little later');
    }
  }
  if (coop.use === 'afterwards' && coop.useMonths === 0) {
    fault('coop.useMonths', 'expected at least 1: it is spent afterwards');
  }
  for (const key of ['budgets', 'flex', 'executionQuarters'] as const) {
    if (coop.funds[key] !== undefined) {
      fault(`coop.funds.${key}`, 'is of regions` funds; a co-op fund is a partner`s');
    }
  }
}

function checkFundRules(at: string, mdf: MdfRules, rules: ProgramRules, fault: Fault): void {
  for (const key of ['minRequest', 'minClaim', 'preApprovalAbove'] as const) {
    const text = mdf[key];
    if (text !== undefined) amountAt(rules, fault, `${at}.${key}`, text);
  }
  const { minRequest, minClaim = minRequest } = mdf;
  if (compareRatios(ratio(minClaim), ratio(minRequest)) > 0) {
    const message = `expected ${minRequest} at most: a request of so much could never be claimed`;
    fault(`${at}.minClaim`, message);
  }
  checkActivities(at, mdf, fault);
  const { claimDays, firstClaimDays } = mdf;
  if (firstClaimDays < claimDays) {
    const message = `expected at least ${claimDays}, as other claims have, got ${firstClaimDays}`;
    fault(`${at}.firstClaimDays`, message);
  }
  if (mdf.requires) checkAudience(at, mdf.requires, rules, fault);
  if (mdf.lastClaim && !isDayOfEveryYear(mdf.lastClaim)) {
    const { month, day } = mdf.lastClaim;
    fault(`${at}.lastClaim.day`, `month ${month} has no day ${day} in every year`);
  }
  checkBudgets(at, mdf, rules, fault);
  for (const region of Object.keys(mdf.flex?.targetMarkets ?? {})) {
    checkRegion(`${at}.flex.targetMarkets.${region}`, region, rules, fault);
  }
}

function checkAudience(
  at: string,
  { tracks, designations }: NonNullable<MdfRules['requires']>,
  rules: ProgramRules,
  fault: Fault,
): void {
  checkNames(`${at}.requires`, { tracks }, rules, fault);
  designations.forEach((one, i) => {
    if (!rules.designations.includes(one)) {
      const known = rules.designations.join(', ');
      fault(`${at}.requires.designations.${i}`, `expected one of ${known}, got "${one}"`);
    }
  });
}

function checkActivities(at: string, mdf: MdfRules, fault: Fault): void {
  const { activities } = mdf;
  checkShare(`${at}.share`, mdf.share, fault);
  activities.forEach((one, i) => {
    const path = `${at}.activities.${i}`;
    if (activities.findIndex(({ activity }) => activity === one.activity) < i) {
      fault(`${path}.activity`, `"${one.activity}" stands twice`);
    }
    if (one.share !== undefined) checkShare(`${path}.share`, one.share, fault);
    checkRefund(`${path}.refund`, one, mdf, fault);
  });
}

function checkShare(path: string, share: string, fault: Fault): void {
  if (compareRatios(ratio(share), whole(1n)) > 0) {
    fault(path, `expected at most the whole cost, got "${share}"`);
  }
}

/** A refund is a part of what the vendor has paid: of more it would not be one. */
function checkRefund(
  path: string,
  { refund, share: own }: MdfRules['activities'][number],
  { share: common, refundParties }: MdfRules,
  fault: Fault,
): void {
  if (!refund) return;
  const share = own ?? common;
  if (ratio(refund.share).numerator === 0n) fault(`${path}.share`, 'expected more than nothing');
  if (compareRatios(ratio(refund.share), ratio(share)) > 0) {
    const message = `expected at most ${share}, which the vendor pays, got "${refund.share}"`;
    fault(`${path}.share`, message);
  }
  if (refundParties && !refundParties.includes(refund.party)) {
    fault(`${path}.party`, `expected one of ${refundParties.join(', ')}, got "${refund.party}"`);
  }
}

function checkBudgets(at: string, mdf: MdfRules, rules: ProgramRules, fault: Fault): void {
  const seen = new Set<string>();
  mdf.budgets?.forEach(({ region, quarter, amount }, i) => {
    const path = `${at}.budgets.${i}`;
    checkRegion(`${path}.region`, region, rules, fault);
    amountAt(rules, fault, `${path}.amount`, amount);
    if (seen.has(`${region} ${quarter}`)) {
      fault(path, `${region} has a budget for ${quarter} already`);
    }
    seen.add(`${region} ${quarter}`);
  });
}

function checkRegion(
  path: string,
  region: string,
  { territories }: ProgramRules,
  fault: Fault,
): void {
  if (!territories.includes(region)) {
    fault(path, `expected one of ${territories.join(', ')}, got "${region}"`);
  }
}

/** The 29th of February is not. */
const isDayOfEveryYear = ({ month, day }: { month: number; day: number }): boolean =>
  isIsoDate(`2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
