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
  status: 'in-flight' | 'confirmed' | 'rejected' | 'sent-back';
}

/** All facts as they were when a statement was drafted. */
export interface ModelDraft {
  readonly facts: ReadonlyMap<string, Fact>;
  /** Something that is no payment happened since. */
  isMoved: boolean;
}

export const EVERYTHING = 'everything';
const NOTHING: Standing = { stated: 0n, aside: 0n, deal: null };
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const above = (a: bigint): bigint => (a > 0n ? a : 0n);
const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((so, one) => so + one, 0n);

/**
 * A payee's account as a bookkeeper with a pencil would keep it: what each line is owed, what of it
 * statements have said, what is kept back, and one sum each for what is payable and what is to be repaid.
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
  private openingOwes = 0n;
  private readonly standings = new Map<string, Standing>();

  moved(): void {
    for (const draft of this.drafts) draft.isMoved = true;
  }

  draft(): ModelDraft {
    const draft = { facts: new Map(this.facts), isMoved: false };
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
  issue({ facts }: ModelDraft): void {
    const before = total([...this.standings.values()].map(({ stated }) => stated));
    for (const [lineId, standing] of this.planned(facts)) this.standings.set(lineId, standing);
    const after = total([...this.standings.values()].map(({ stated }) => stated));
    const net = this.payable - this.receivable + after - before;
    this.payable = above(net);
    this.receivable = above(-net);
  }

  instruct(): void {
    this.payments.push({ amount: this.payable, status: 'in-flight' });
    this.payable = 0n;
  }

  answer(payment: ModelPayment, status: ModelPayment['status']): void {
    payment.status = status;
    if (status !== 'confirmed') this.payable += payment.amount;
  }

  isHeld = (lineId: string, deal: string | null): boolean =>
    this.held.has(EVERYTHING) || this.held.has(lineId) || (deal !== null && this.held.has(deal));

  /** What the ledger has on the debit side of each account, less the credit side. */
  ledger(): Record<string, bigint> {
    const kept = [...this.standings].filter(([, { aside }]) => aside > 0n);
    const isHeld = ([lineId, { deal }]: (typeof kept)[number]): boolean =>
      this.isHeld(lineId, deal);
    const asides = (some: typeof kept): bigint => total(some.map(([, { aside }]) => aside));
    const of = (kind: Fact['kind']) =>
      [...this.facts]
        .filter(([, fact]) => fact.kind === kind)
        .map(([lineId, { owed }]) => ({ owed, ...this.standingOf(lineId) }));
    const booked = (kind: Fact['kind']): bigint =>
      total(of(kind).map(({ stated, aside }) => stated + aside));
    const owed = (kind: Fact['kind']): bigint => total(of(kind).map((line) => line.owed));
    const paid = (status: ModelPayment['status']): bigint =>
      total(this.payments.filter((one) => one.status === status).map(({ amount }) => amount));
    const unstated = [...of('claim'), ...of('opening')].map(
      (line) => line.owed - line.stated - line.aside,
    );
    return {
      '1100': this.receivable,
      '1200': -paid('confirmed') - this.openingPaid,
      '2110': -total(unstated),
      '2120': -asides(kept.filter((one) => !isHeld(one))),
      '2125': -asides(kept.filter(isHeld)),
      '2130': -this.payable,
      '2170': -paid('in-flight'),
      '3900': owed('opening') + this.openingPaid - this.openingOwes,
      '4900': booked('rebate'),
      '4910': owed('claim'),
      '6100': booked('referral'),
    };
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
