import { currency, isoDate, parseAmount, type Decision, type Money } from '@accord/kernel';
import { readDocument, type ProgramRules } from '@accord/programs';
import { allocateFund } from '../allocate-fund/allocate-fund';
import { approveClaim } from '../approve-claim/approve-claim';
import { approveRequest } from '../approve-request/approve-request';
import { clawBack } from '../claw-back/claw-back';
import { closeFund } from '../close-fund/close-fund';
import { expireRequest } from '../expire-request/expire-request';
import { fund, type Fund } from '../fund';
import { fundBalances, type Buckets } from '../fund-balances';
import type { FundEvent } from '../fund.events';
import { openFund } from '../open-fund/open-fund';
import { rejectRequest } from '../reject-request/reject-request';
import { remindClaim } from '../remind-claim/remind-claim';
import { requestFunds } from '../request-funds/request-funds';
import { returnClaim } from '../return-claim/return-claim';
import { submitClaim } from '../submit-claim/submit-claim';

export const usd = (text: string): Money => parseAmount(text, currency('USD'));
export const on = isoDate;

/** @param program document, in YAML */
export function rulesOf(program: string): ProgramRules {
  const read = readDocument(program);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
}

/** The SHA-256 that a proof of this kind has in a story. */
const proofOf = (kind: string) => ({ kind, sha256: '0'.repeat(64) });

/** One fund's story, told command by command under the rules of one program. */
export class FundStory {
  readonly events: FundEvent[] = [];

  state: Fund = fund.initial;

  constructor(private readonly rules: ProgramRules) {}

  /** The same story up to here; what is told of the copy leaves this one as it is. */
  copy(): FundStory {
    const copy = new FundStory(this.rules);
    copy.events.push(...this.events);
    copy.state = this.state;
    return copy;
  }

  /** Amounts in dollars and cents by bucket, those that are not zero. */
  get balances(): Partial<Record<keyof Buckets, string>> {
    const all = fundBalances(this.events);
    if (!all) return {};
    const { currency: _code, ...buckets } = all;
    return Object.fromEntries(
      Object.entries(buckets)
        .filter(([, minor]) => minor !== 0n)
        .map(([bucket, minor]) => [
          bucket,
          `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`,
        ]),
    );
  }

  /** @returns codes of the refusal, or the types of the events, which then are part of the story */
  private tell(decision: Decision<FundEvent>): string[] {
    if (decision.kind === 'rejected') return decision.rejections.map(({ code }) => code);
    this.events.push(...decision.events);
    this.state = decision.events.reduce((so, event) => fund.evolve(so, event), this.state);
    return decision.events.map(({ type }) => type);
  }

  open(periodFrom = '2026-02-01', periodTo = '2026-04-30', code = 'USD', day = '2026-02-01') {
    const standing = {
      enrolled: true,
      partnerId: 'alder',
      programId: 'gitlab',
      kind: 'reseller',
      track: 'Select',
      designations: [],
      territories: [],
      exhibits: [],
      credentials: new Map<string, number>(),
    } as const;
    const command = {
      fundId: 'alder-q1',
      programId: 'gitlab',
      partnerId: 'alder',
      currency: currency(code),
      periodFrom: on(periodFrom),
      periodTo: on(periodTo),
    };
    return this.tell(openFund(this.state, command, { on: on(day), rules: this.rules, standing }));
  }

  allocate(amount: string) {
    return this.tell(allocateFund(this.state, { amount: usd(amount) }));
  }

  request(
    requestId: string,
    amount: string,
    {
      cost = '20000.00',
      activity = 'event',
      startsOn = '2026-03-11',
      endsOn = '2026-03-12',
      day = '2026-02-02',
    } = {},
  ) {
    const days = { startsOn: on(startsOn), endsOn: on(endsOn) };
    const money = { amount: usd(amount), cost: usd(cost) };
    const facts = { on: on(day), rules: this.rules, requestedBy: 'crm' };
    const command = { requestId, activity, ...money, ...days };
    return this.tell(requestFunds(this.state, command, facts));
  }

  approve(requestId: string, amount: string, { day = '2026-02-05', by = 'manager' } = {}) {
    const facts = { on: on(day), rules: this.rules, approvedBy: by };
    return this.tell(approveRequest(this.state, { requestId, amount: usd(amount) }, facts));
  }

  reject(requestId: string) {
    return this.tell(rejectRequest(this.state, { requestId, publicReason: 'Mostly travel' }));
  }

  claim(
    requestId: string,
    claimId: string,
    {
      cost = '20000.00',
      amount = '',
      proofs = ['invoice', 'attendee-list'],
      day = '2026-03-20',
      firstClaim = false,
    } = {},
  ) {
    const facts = { on: on(day), claimedBy: 'crm', firstClaim };
    const money = { cost: usd(cost), amount: amount === '' ? null : usd(amount) };
    const command = { requestId, claimId, ...money, proofs: proofs.map(proofOf) };
    return this.tell(submitClaim(this.state, command, facts));
  }

  approveClaim(requestId: string, claimId: string, amount: string, by = 'finance') {
    const facts = { on: on('2026-03-25'), approvedBy: by };
    return this.tell(approveClaim(this.state, { requestId, claimId, amount: usd(amount) }, facts));
  }

  returnClaim(requestId: string, claimId: string, day = '2026-03-25') {
    const why = { publicReason: 'Please add what is missing', on: on(day) };
    return this.tell(returnClaim(this.state, { requestId, claimId, ...why }));
  }

  clawBack(requestId: string, claimId: string, amount: string) {
    const command = { requestId, claimId, amount: usd(amount), publicReason: 'Audit' };
    return this.tell(clawBack(this.state, command));
  }

  expire(requestId: string, day: string, firstClaim = false) {
    return this.tell(expireRequest(this.state, { requestId, on: on(day), firstClaim }));
  }

  remind(requestId: string, day: string) {
    return this.tell(remindClaim(this.state, { requestId, on: on(day) }));
  }

  close(day: string) {
    return this.tell(closeFund(this.state, { on: on(day) }));
  }
}

/** A fund of this much, open from 1 February to 30 April 2026. */
export function fundOf(rules: ProgramRules, amount: string): FundStory {
  const story = new FundStory(rules);
  story.open();
  story.allocate(amount);
  return story;
}
