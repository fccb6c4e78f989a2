import {
  currency,
  isoDate,
  parseAmount,
  quarterOf,
  type Decision,
  type Money,
} from '@accord/kernel';
import type { Standing } from '@accord/partners';
import { readDocument, wantedRate, type ProgramRules } from '@accord/programs';
import type { Publication } from '@accord/rates';
import { accrueCoop } from '../accrue-coop/accrue-coop';
import { convertedBy } from '../accrue-coop/coop-rate';
import { coopFundId, coopPeriod } from '../accrue-coop/coop-period';
import { reviseCoop } from '../accrue-coop/revise-coop';
import { takeBackCoop } from '../accrue-coop/take-back-coop';
import { allocateFund } from '../allocate-fund/allocate-fund';
import { approveClaim } from '../approve-claim/approve-claim';
import { approveRequest } from '../approve-request/approve-request';
import { clawBack } from '../claw-back/claw-back';
import { closeFund } from '../close-fund/close-fund';
import { cutFund } from '../cut-fund/cut-fund';
import { endOfAgreement } from '../end-requests/end-of-agreement';
import { expireCredits } from '../expire-credits/expire-credits';
import { expireRequest } from '../expire-request/expire-request';
import { fund, type Fund } from '../fund';
import { fundBalances, type Buckets } from '../fund-balances';
import type { FundEvent, FundTransfer } from '../fund.events';
import { openFund } from '../open-fund/open-fund';
import { reallocateRequest } from '../reallocate-request/reallocate-request';
import { rejectRequest } from '../reject-request/reject-request';
import { remindClaim } from '../remind-claim/remind-claim';
import { requestFunds } from '../request-funds/request-funds';
import { returnClaim } from '../return-claim/return-claim';
import { receiveTransfer, takeBackTransfer } from '../transfer-funds/finish-transfer';
import { sendTransfer } from '../transfer-funds/send-transfer';
import { settleCoop } from '../settle-coop/settle-coop';
import { submitClaim } from '../submit-claim/submit-claim';

export const usd = (text: string): Money => parseAmount(text, currency('USD'));
export const on = isoDate;

/** @param program document, in YAML */
export function rulesOf(program: string): ProgramRules {
  const read = readDocument(program);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
}

/** What a source has said of an euro by day, the earlier day first. */
export const ratesOf = (...days: readonly [day: string, rates: Record<string, string>][]) =>
  days.map(([day, rates]): Publication => ({
    publication: `ecb/${day}/1`,
    source: 'ecb',
    publishedOn: on(day),
    base: currency('EUR'),
    rates,
  }));
const USUAL_RATES: readonly Publication[] = [];

/** The SHA-256 that a proof of this kind has in a story. */
const proofOf = (kind: string) => ({ kind, sha256: '0'.repeat(64) });

export const ALDER: Extract<Standing, { enrolled: true }> = {
  enrolled: true,
  inGoodStanding: true,
  partnerId: 'alder',
  programId: 'gitlab',
  kind: 'reseller',
  track: 'Select',
  designations: [],
  territories: ['NA'],
  exhibits: [],
  credentials: new Map<string, number>(),
};

/** One fund's story, told command by command under the rules of one program. */
export class FundStory {
  readonly events: FundEvent[] = [];

  state: Fund = fund.initial;

  constructor(
    private rules: ProgramRules,
    private readonly fundId = 'alder-q1',
  ) {}

  /** The same story up to here; what is told of the copy leaves this one as it is. */
  copy(): FundStory {
    const copy = new FundStory(this.rules, this.fundId);
    copy.events.push(...this.events);
    copy.state = this.state;
    return copy;
  }

  /** From here on another version of the program is in force. */
  under(rules: ProgramRules): this {
    this.rules = rules;
    return this;
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

  /** The fund that partners of a region share in a quarter. */
  openShared(region = 'NA', quarter = 'FY2027-Q1', day = '2026-02-01') {
    const owner = { programId: 'gitlab', partnerId: null, region, quarter };
    const fundId = `gitlab.${region}.${quarter}.USD`;
    const days = { periodFrom: null, periodTo: null, requestBy: null, claimBy: null };
    const command = { fundId, ...owner, ...days, currency: currency('USD') };
    return this.tell(
      openFund(this.state, command, { on: on(day), rules: this.rules, standing: null }),
    );
  }

  open(periodFrom = '2026-02-01', periodTo = '2026-04-30', code = 'USD', day = '2026-02-01') {
    const command = {
      fundId: this.fundId,
      programId: 'gitlab',
      partnerId: 'alder',
      currency: currency(code),
      periodFrom: on(periodFrom),
      periodTo: on(periodTo),
      region: null,
      quarter: null,
      requestBy: null,
      claimBy: null,
    };
    return this.tell(
      openFund(this.state, command, { on: on(day), rules: this.rules, standing: ALDER }),
    );
  }

  allocate(amount: string, expiresOn = '', day = '2026-02-01') {
    const credit = {
      amount: usd(amount),
      creditId: `credit-${this.events.length}`,
      expiresOn: expiresOn === '' ? null : on(expiresOn),
    };
    return this.tell(allocateFund(this.state, credit, { on: on(day), rules: this.rules }));
  }

  endAgreement(endedOn: string, partnerId = 'alder') {
    const ended = { partnerId, endedOn: on(endedOn) };
    const facts = { on: on(endedOn), rules: this.rules };
    return this.tell(endOfAgreement(this.state, ended, facts));
  }

  reallocate(
    requestId: string,
    cost: string,
    { activity = 'webinar', startsOn = '2026-04-08', endsOn = '2026-04-08', by = 'manager' } = {},
  ) {
    const days = { startsOn: on(startsOn), endsOn: on(endsOn) };
    const command = { requestId, activity, cost: usd(cost), ...days };
    const facts = { on: on('2026-03-02'), rules: this.rules, by };
    return this.tell(reallocateRequest(this.state, command, facts));
  }

  /** A booking of the day, by the program of the story; `state` is the fund it goes to. */
  accrue(
    saleId: string,
    base: string,
    bookedOn: string,
    by: { code?: string; rates?: readonly Publication[] } = {},
  ) {
    const { booking, facts } = this.booked(saleId, base, bookedOn, by);
    return this.tell(accrueCoop(this.state, booking, facts));
  }

  /** @param by what the source says by now */
  revise(
    saleId: string,
    base: string,
    bookedOn: string,
    by: { code?: string; rates?: readonly Publication[] } = {},
  ) {
    const { booking, facts } = this.booked(saleId, base, bookedOn, by);
    return this.tell(reviseCoop(this.state, booking, facts));
  }

  private booked(
    saleId: string,
    base: string,
    bookedOn: string,
    { code = 'USD', rates = USUAL_RATES }: { code?: string; rates?: readonly Publication[] },
  ) {
    const { rules } = this;
    const day = on(bookedOn);
    const from = currency(code);
    const quarter = quarterOf(day, rules.fiscalYear);
    const wanted = wantedRate(from, { bookedOn: day, quarter }, rules);
    const publication = rates.findLast(({ publishedOn }) => publishedOn <= (wanted?.day ?? day));
    const { coop } = rules;
    if (!coop) throw new Error('the program has no co-op');
    const period = coopPeriod(on(bookedOn), coop, rules);
    const owner = { programId: rules.program, partnerId: 'alder' };
    const fundId = coopFundId(owner.programId, owner.partnerId, period, 'USD');
    const booking = { fundId, ...owner, saleId, base: parseAmount(base, from), bookedOn: day };
    const [today = day] = [day, ...rates.map((one) => one.publishedOn)].toSorted().slice(-1);
    const converted = wanted && convertedBy(publication, wanted, today);
    return { booking, facts: { rules, coop, period, converted } };
  }

  undo(saleId: string, day: string) {
    return this.tell(takeBackCoop(this.state, { saleId, on: on(day) }));
  }

  settle(day: string) {
    return this.tell(settleCoop(this.state, { on: on(day), rules: this.rules }));
  }

  cut(amount: string, day = '2026-02-02') {
    return this.tell(cutFund(this.state, { amount: usd(amount) }, { on: on(day) }));
  }

  send(transferId: string, to: FundStory, amount: string, day = '2026-02-02') {
    const toFundId = to.state.status === 'unknown' ? 'nowhere' : to.state.fundId;
    const command = { transferId, toFundId, amount: usd(amount) };
    return this.tell(sendTransfer(this.state, command, { on: on(day), target: to.state }));
  }

  receive(transfer: FundTransfer, fromFundId: string, day = '2026-02-02') {
    return this.tell(receiveTransfer(this.state, { transfer, fromFundId, on: on(day) }));
  }

  takeBack(transfer: FundTransfer, toFundId: string, day = '2026-02-02') {
    return this.tell(takeBackTransfer(this.state, { transfer, toFundId, on: on(day) }));
  }

  expireCredits(day: string) {
    return this.tell(expireCredits(this.state, { on: on(day) }));
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
      partnerId = 'alder',
      territories = ALDER.territories,
      market = '',
      proofs = [] as string[],
      code = 'USD',
    } = {},
  ) {
    const days = { startsOn: on(startsOn), endsOn: on(endsOn) };
    const of = (text: string): Money => parseAmount(text, currency(code));
    const money = { amount: of(amount), cost: of(cost) };
    const standing = { ...ALDER, partnerId, territories };
    const evidence = new Set(proofs.map((kind) => proofOf(kind).sha256));
    const facts = { on: on(day), rules: this.rules, requestedBy: 'crm', standing, evidence };
    const about = { requestId, partnerId, activity, market: market || null };
    const command = { ...about, proofs: proofs.map(proofOf), ...money, ...days };
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
      costs = {} as Record<string, string>,
    } = {},
  ) {
    const evidence = new Set(proofs.map((kind) => proofOf(kind).sha256));
    const facts = { on: on(day), claimedBy: 'crm', firstClaim, evidence };
    const money = { cost: usd(cost), amount: amount === '' ? null : usd(amount) };
    const parts = Object.entries(costs).map(([category, part]) => ({
      category,
      amount: usd(part),
    }));
    const command = { requestId, claimId, ...money, costs: parts, proofs: proofs.map(proofOf) };
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

  clawBack(requestId: string, claimId: string, amount: string, isFalse = false) {
    const command = { requestId, claimId, amount: usd(amount), publicReason: 'Audit', isFalse };
    return this.tell(clawBack(this.state, command, { on: on('2026-04-02'), rules: this.rules }));
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
