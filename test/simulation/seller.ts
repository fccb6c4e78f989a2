import { asObject, type Answer, type ApiClient } from '../support/api-client';
import type { Random } from '../support/random';
import { registration } from '../support/small-program';
import { dollars } from './bank';
import type { Patience } from './patience';
import type { Sold } from './sold';

/** An approved registration on which nothing was booked yet. */
interface Open extends Pick<Sold, 'partnerId' | 'dealId' | 'kind'> {
  readonly approvedIn: string;
}

/** What all sellers have sold. */
export interface Orders {
  readonly sold: Sold[];
  readonly open: Open[];
}

export interface Sellers {
  readonly programs: ApiClient;
  readonly crm: ApiClient;
}

/** What the calendar says at a time of the simulation. */
export interface Days {
  readonly today: string;
  readonly quarter: string;
  /** Days of the quarter before, which its registrations of then are booked on late. */
  readonly late: { readonly quarter: string; readonly days: readonly string[] } | null;
}

/** Sells at random: in time and late, corrected, cancelled, told twice. Each command until it is answered. */
export class Seller {
  constructor(
    private readonly patience: Patience,
    private readonly who: Sellers,
    private readonly partners: readonly string[],
    private readonly random: Random,
    private readonly orders: Orders,
  ) {}

  async sell(days: Days): Promise<void> {
    const { random } = this;
    const { late } = days;
    if (late && random.chance(0.4)) return this.bookLate(late);
    if (random.chance(0.6)) return this.register(days);
    const one = this.any(this.orders.sold);
    if (!one) return this.register(days);
    if (random.chance(0.5)) return this.pay(one);
    return this.cancel(one, random.chance(0.5));
  }

  private async register({ today, quarter }: Days): Promise<void> {
    const { random } = this;
    const partnerId = this.any(this.partners) ?? '';
    const kind = random.chance(0.4) ? 'referral' : 'serviceAttach';
    const ref = this.patience.nextId('deal');
    const registered = await this.patience.command(
      this.who.crm,
      '/v1/deals',
      registration(partnerId, ref, {
        dealType: kind,
        customer: { name: `${ref} GmbH`, country: 'DE', domain: `${ref}.example` },
        opportunity: { source: 'crm', ref: `OPP-${ref}` },
      }),
    );
    const dealId = idIn(registered);
    if (!(await this.patience.tell(this.who.programs, `/v1/deals/${dealId}/approval`, {}))) return;
    const open = { partnerId, dealId, kind, approvedIn: quarter } as const;
    if (random.chance(0.3)) this.orders.open.push(open);
    else await this.book(open, quarter, today);
  }

  /** On a day of the quarter before, though that one may be closed by now. */
  private async bookLate(late: NonNullable<Days['late']>): Promise<void> {
    const at = this.orders.open.findIndex(({ approvedIn }) => approvedIn === late.quarter);
    const [open] = at < 0 ? [] : this.orders.open.splice(at, 1);
    const day = this.any(late.days);
    if (open && day !== undefined) await this.book(open, late.quarter, day);
  }

  private async book(
    { partnerId, dealId, kind }: Omit<Open, 'approvedIn'>,
    quarter: string,
    bookedOn: string,
  ): Promise<void> {
    const cents = this.random.between(300_000, 9_000_000);
    const { amount, currency } = dollars(cents);
    const body = {
      programId: 'gitlab',
      origin: { source: 'crm', ref: this.patience.nextId('sale') },
      dealId,
      annualFees: amount,
      netArr: amount,
      currency,
      occurredOn: bookedOn,
    };
    const booked = await this.patience.command(this.who.crm, '/v1/sales', body);
    if (booked.status >= 300) throw new Error(`Not booked: ${JSON.stringify(booked.body)}`);
    const of = { saleId: idIn(booked), partnerId, dealId, kind, quarter, bookedOn, cents };
    const one: Sold = { ...of, isPaid: false, isReversed: false };
    this.orders.sold.push(one);
    // Under a key of its own: it is another command, and the same sale.
    if (this.random.chance(0.2)) await this.patience.tell(this.who.crm, '/v1/sales', body);
    if (this.random.chance(0.7)) await this.pay(one);
  }

  /** In full, often told twice. */
  private async pay(one: Sold): Promise<void> {
    const path = `/v1/sales/${one.saleId}/payments`;
    const body = { paymentRef: `paid-${one.saleId}`, ...dollars(one.cents) };
    if (!(await this.patience.tell(this.who.crm, path, body))) return;
    one.isPaid = true;
    if (this.random.chance(0.3)) await this.patience.tell(this.who.crm, path, body);
  }

  /** A correction is a reversal and another booking on the same day. */
  private async cancel(one: Sold, isCorrected: boolean): Promise<void> {
    const path = `/v1/sales/${one.saleId}/reversal`;
    if (!(await this.patience.tell(this.who.crm, path, { reason: 'returned' }))) return;
    one.isReversed = true;
    if (isCorrected) await this.book(one, one.quarter, one.bookedOn);
  }

  private any<T>(all: readonly T[]): T | undefined {
    return all[this.random.between(0, all.length - 1)];
  }
}

const idIn = ({ body }: Answer): string => String(asObject(body)['id']);
