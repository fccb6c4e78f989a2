/** What is known of a line: what it has earned in all, whether it is due, and its deal. */
export interface Fact {
  readonly kind: 'rebate' | 'referral' | 'claim' | 'opening';
  readonly owed: bigint;
  readonly due: boolean;
  readonly deal: string | null;
}

/** What became of a line: on statements, kept back, and the deal that it was kept back for. */
interface Standing {
  readonly stated: bigint;
  readonly aside: bigint;
  readonly deal: string | null;
}

export interface ModelPayment {
  readonly amount: bigint;
  /** Cents of a euro that it leaves as; null: it leaves in dollars. */
  readonly euros: bigint | null;
  status: 'in-flight' | 'confirmed' | 'rejected' | 'sent-back';
  /** Kept back of it. */
  readonly tax: bigint;
  /** What the euros were worth when they left, and when they came back; zero before. */
  wentFor: bigint;
  cameFor: bigint;
}

/** All facts as they were when a statement was drafted. */
export interface ModelDraft {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly taxed: Taxed;
  /** Something that is no payment and no estimate happened since. */
  isMoved: boolean;
  /** A payment or an answer of the bank came since. */
  isPaid: boolean;
}

/** Whether tax is kept back, and of what. */
export type Taxed = 'no' | 'gross' | 'net';

type Accrued = Record<'rebate' | 'referral', bigint>;

export const EVERYTHING = 'everything';
const NOTHING: Standing = { stated: 0n, aside: 0n, deal: null };
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const above = (a: bigint): bigint => (a > 0n ? a : 0n);
/** A part of an amount, half a cent rounded away from zero. */
const part = (amount: bigint, numerator: bigint, denominator: bigint): bigint => {
  const size = amount < 0n ? -amount : amount;
  const rounded = (2n * size * numerator + denominator) / (2n * denominator);
  return amount < 0n ? -rounded : rounded;
};
const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((so, one) => so + one, 0n);

/**
 * A payee's account as a bookkeeper with a pencil would keep it: what each line is owed, what of it
 * statements have said, what is kept back, and one sum each for what is payable, what is to be repaid, what
 * is kept back as tax, and what is thought to come for rebates and for referrals.
 */
export class AccountModel {
  readonly facts = new Map<string, Fact>();
  readonly payments: ModelPayment[] = [];
  /** Names of lines and deals, or everything. */
  readonly held = new Set<string>();
  readonly drafts: ModelDraft[] = [];
  payable = 0n;
  receivable = 0n;
  openingPaid = 0n;
  withheld = 0n;
  /** Of that, kept back of what is payable still. */
  private unpaidTax = 0n;
  writtenOff = 0n;
  paidBack = 0n;
  /** Taken back of claims, which the next statement says. */
  private unsaidBack = 0n;
  /** What somebody wants to give up; null: nothing waits. */
  pendingWriteOff: bigint | null = null;
  private accrued: Accrued = { rebate: 0n, referral: 0n };
  private openingOwes = 0n;
  private readonly standings = new Map<string, Standing>();

  moved(): void {
    for (const draft of this.drafts) draft.isMoved = true;
  }

  draft(taxed: Taxed): ModelDraft {
    const draft = { facts: new Map(this.facts), taxed, isMoved: false, isPaid: false };
    this.drafts.push(draft);
    return draft;
  }

  /** What an audit takes back comes from what no statement has said, then from what is kept back. */
  takeBack(lineId: string, back: bigint): void {
    const fact = this.factOf(lineId);
    const { stated, aside, deal } = this.standingOf(lineId);
    const unstated = fact.owed - stated - aside;
    const fromAside = least(above(back - unstated), aside);
    const fromStated = above(back - unstated - aside);
    this.facts.set(lineId, { ...fact, owed: fact.owed - back });
    this.standings.set(lineId, { stated: stated - fromStated, aside: aside - fromAside, deal });
    this.receivable += fromStated;
    this.unsaidBack += fromStated;
  }

  /** What is known and on no statement yet is thought to come; of each kind for itself. */
  estimate(): void {
    for (const kind of ['rebate', 'referral'] as const) {
      const open = this.linesOf(kind).map(({ owed, stated, aside }) => owed - stated - aside);
      this.accrued[kind] = above(total(open));
    }
  }

  /** @returns why so much cannot be given up: the next statement gives the tax of what was taken back */
  bars(amount: bigint): 'more-than-owed' | 'correction-not-stated' | undefined {
    if (amount > this.receivable) return 'more-than-owed';
    const awaiting = this.withheld > 0n ? this.unsaidBack : 0n;
    return amount > this.receivable - awaiting ? 'correction-not-stated' : undefined;
  }

  giveUp(): void {
    const amount = this.pendingWriteOff ?? 0n;
    this.receivable -= amount;
    this.writtenOff += amount;
    this.pendingWriteOff = null;
  }

  payBack(amount: bigint): void {
    this.receivable -= amount;
    this.paidBack += amount;
  }

  takeOver(carried: bigint, paid: bigint, owes: bigint): void {
    this.facts.set('opening:o', { kind: 'opening', owed: carried, due: true, deal: null });
    this.openingPaid = paid;
    this.openingOwes = owes;
    this.receivable += owes;
  }

  /** What a statement says of each line, and what stays kept back. */
  planned(facts: ReadonlyMap<string, Fact>): Map<string, Standing> {
    const planned = new Map<string, Standing>();
    for (const [lineId, { owed, due, deal }] of facts) {
      const { stated, aside } = this.standingOf(lineId);
      const stands = due ? owed : least(owed, stated + aside);
      const says = this.isHeld(lineId, deal) ? least(stands, stated) : stands;
      planned.set(lineId, { stated: says, aside: stands - says, deal });
    }
    return planned;
  }

  /** What the payee owes is taken from what it gets, and the other way round. */
  issue({ facts, taxed }: ModelDraft): void {
    const before = total([...this.standings.values()].map(({ stated }) => stated));
    for (const [lineId, standing] of this.planned(facts)) {
      const was = this.standingOf(lineId);
      const kind = this.factOf(lineId).kind;
      const more = above(standing.stated + standing.aside - was.stated - was.aside);
      if (kind === 'rebate' || kind === 'referral') this.draw(kind, more);
      this.standings.set(lineId, standing);
    }
    const after = total([...this.standings.values()].map(({ stated }) => stated));
    const untaxed = this.payable + this.unpaidTax;
    const more = after - before - this.receivable;
    const net = this.payable + more;
    this.payable = above(net);
    this.receivable = above(-net);
    if (taxed === 'gross') this.tax(part(after - before - this.unsaidBack, 3n, 20n));
    if (taxed === 'net') this.taxNet(untaxed, above(untaxed + more) - untaxed);
    this.unsaidBack = 0n;
  }

  /** What was thought to come is here; where it was more than that, nothing of it is left. */
  private draw(kind: keyof Accrued, more: bigint): void {
    this.accrued[kind] = above(this.accrued[kind] - more);
  }

  /**
   * 15 % of what there is more to pay than if nothing had been kept back of what is not paid yet; where there
   * is less, the same part of what was kept back.
   */
  private taxNet(untaxed: bigint, more: bigint): void {
    this.tax(more < 0n ? -part(this.unpaidTax, -more, untaxed) : part(more, 3n, 20n));
  }

  /** A share of what a statement adds, from what is left to pay; or back, as far as there is any. */
  private tax(share: bigint): void {
    if (share >= 0n) {
      const kept = least(share, this.payable);
      this.payable -= kept;
      this.withheld += kept;
      this.unpaidTax += kept;
      return;
    }
    const back = least(-share, this.withheld);
    const owed = least(back, this.receivable);
    this.withheld -= back;
    this.unpaidTax = above(this.unpaidTax - back);
    this.receivable -= owed;
    this.payable += back - owed;
  }

  paidSince(): void {
    for (const draft of this.drafts) draft.isPaid = true;
  }

  /** @param euros whether it leaves in euros, at 1.0389 dollars each */
  instruct(euros: boolean): void {
    const amount = this.payable;
    const converted = euros ? part(amount, 10_000n, 10_389n) : null;
    const status = 'in-flight' as const;
    const tax = this.unpaidTax;
    this.payments.push({ amount, euros: converted, status, tax, wentFor: 0n, cameFor: 0n });
    this.payable = 0n;
    this.unpaidTax = 0n;
  }

  /** Euros leave at 1.04 dollars each, and come back at 1.03. */
  answer(payment: ModelPayment, status: ModelPayment['status']): void {
    const hadLeft = payment.status === 'confirmed';
    payment.status = status;
    if (status === 'confirmed') {
      if (payment.euros !== null) payment.wentFor = part(payment.euros, 104n, 100n);
      return;
    }
    if (hadLeft && payment.euros !== null) payment.cameFor = part(payment.euros, 103n, 100n);
    this.payable += payment.amount;
    this.unpaidTax += payment.tax;
  }

  isHeld = (lineId: string, deal: string | null): boolean =>
    this.held.has(EVERYTHING) || this.held.has(lineId) || (deal !== null && this.held.has(deal));

  /** What the ledger has on the debit side of each account, less the credit side. */
  ledger(): Record<string, bigint> {
    const kept = [...this.standings].filter(([, { aside }]) => aside > 0n);
    const isHeld = ([lineId, { deal }]: (typeof kept)[number]): boolean =>
      this.isHeld(lineId, deal);
    const asides = (some: typeof kept): bigint => total(some.map(([, { aside }]) => aside));
    const booked = (kind: keyof Accrued): bigint =>
      total(this.linesOf(kind).map(({ stated, aside }) => stated + aside)) + this.accrued[kind];
    const owed = (kind: Fact['kind']): bigint => total(this.linesOf(kind).map((line) => line.owed));
    const exchanged = this.payments.filter(({ euros }) => euros !== null);
    const gone = exchanged.filter(({ status }) => status === 'confirmed');
    const worth = total(exchanged.map(({ wentFor, cameFor }) => wentFor - cameFor));
    const euros = total(gone.map((one) => one.euros ?? 0n));
    const unstated = [...this.linesOf('claim'), ...this.linesOf('opening')].map(
      (line) => line.owed - line.stated - line.aside,
    );
    return {
      '1100': this.receivable,
      '1200': this.paidBack - this.inBank('dollars', 'confirmed') - this.openingPaid,
      '1200 EUR': -euros,
      '2100': -this.accrued.rebate - this.accrued.referral,
      '2110': -total(unstated),
      '2120': -asides(kept.filter((one) => !isHeld(one))),
      '2125': -asides(kept.filter(isHeld)),
      '2130': -this.payable,
      '2140': -this.withheld,
      '2170': -this.inBank('either', 'in-flight'),
      '3900': owed('opening') + this.openingPaid - this.openingOwes,
      '4900': booked('rebate'),
      '4910': owed('claim'),
      '6100': booked('referral'),
      '6600': this.writtenOff,
      '7100': worth - total(gone.map(({ amount }) => amount)),
      '9000': -worth,
      '9000 EUR': euros,
    };
  }

  /** What the bank was told to pay and says so much of. */
  inBank(what: 'dollars' | 'either', status: ModelPayment['status']): bigint {
    const own = this.payments.filter((one) => one.status === status);
    return total(
      own.filter(({ euros }) => what === 'either' || euros === null).map(({ amount }) => amount),
    );
  }

  private linesOf(kind: Fact['kind']) {
    return [...this.facts]
      .filter(([, fact]) => fact.kind === kind)
      .map(([lineId, { owed }]) => ({ owed, ...this.standingOf(lineId) }));
  }

  private factOf(lineId: string): Fact {
    const fact = this.facts.get(lineId);
    if (!fact) throw new Error(`Nothing is known of "${lineId}"`);
    return fact;
  }

  standingOf(lineId: string): Standing {
    return this.standings.get(lineId) ?? NOTHING;
  }
}
