import { isAfter, isBefore, minusBusinessDays, type IsoDate, type Rejection } from '@accord/kernel';
import type { MdfRules, ProgramRules } from '@accord/programs';
import type { KnownFund } from '../fund';
import type { RequestFunds } from './funds-wanted';

interface Given {
  readonly rules: ProgramRules;
  readonly mdf: MdfRules;
  readonly on: IsoDate;
  /** Lead time is for whoever has to decide. */
  readonly needsApproval: boolean;
}

/** @returns why the program does not fund this activity on these days */
export function activityFaults(
  { periodFrom, periodTo, requestBy, claimBy }: KnownFund,
  {
    activity,
    startsOn,
    endsOn,
    proofs,
  }: Pick<RequestFunds, 'activity' | 'startsOn' | 'endsOn' | 'proofs'>,
  { rules, mdf, on, needsApproval }: Given,
): Rejection[] {
  const faults: Rejection[] = [];
  const refuse = (code: string, message: string, path: string): void =>
    void faults.push({ code, message, path });
  const known = mdf.activities.find((one) => one.activity === activity);
  if (!known) {
    const names = mdf.activities.map((one) => one.activity).join(', ');
    refuse('activity-unknown', `The program knows: ${names}`, 'activity');
  }
  const brought = new Set(proofs.map(({ kind }) => kind));
  const missing = (known?.atRequest ?? []).filter((kind) => !brought.has(kind));
  if (missing.length > 0) {
    refuse('proofs-missing', `Not without: ${missing.join(', ')}`, 'proofs');
  }
  if (isAfter(on, requestBy)) {
    refuse('request-too-late', `The last day for requests was ${requestBy}`, 'startsOn');
  }
  const requestOn = minusBusinessDays(startsOn, mdf.leadBusinessDays, rules);
  if (isAfter(startsOn, endsOn)) {
    refuse('dates-reversed', 'The activity ends before it starts', 'endsOn');
  } else if (isBefore(startsOn, periodFrom) || isAfter(endsOn, periodTo)) {
    const message = `The fund is for activities from ${periodFrom} to ${periodTo}`;
    refuse('outside-period', message, 'startsOn');
  } else if (claimBy !== null && isAfter(endsOn, claimBy)) {
    refuse('outside-period', `Nothing can be claimed after ${claimBy}`, 'endsOn');
  } else if (needsApproval && isAfter(on, requestOn)) {
    const lead = `${mdf.leadBusinessDays} business days before the start`;
    refuse('too-late', `Ask at least ${lead}: by ${requestOn}`, 'startsOn');
  }
  return faults;
}
