import { eventCatalog, type IsoDate, type MoneyJson, type RoundingMode } from '@accord/kernel';

/** What an exception is made from: one rule, for one registration on the sale. */
export interface ExceptionOf {
  readonly dealId: string;
  readonly rule: string;
}

/** What a marketplace keeps of a booking, by the program in force on its day. */
export interface MarketplaceFee {
  readonly marketplace: string;
  readonly business: 'new' | 'renewal';
  /** Which amount of the order is the booking. */
  readonly of: 'annualFees' | 'netArr';
  readonly booking: MoneyJson;
  /** As the program writes it. */
  readonly rate: string;
  /** The row of the program's table that the booking has; null: one rate whatever the amount. */
  readonly band: {
    readonly from: string | null;
    readonly to: string | null;
    readonly boundary: 'from' | 'to';
  } | null;
  /** Exact product in minor units, before rounding. */
  readonly exact: { readonly numerator: string; readonly denominator: string };
  readonly rounding: RoundingMode;
  readonly amount: MoneyJson;
  readonly programVersion: string;
}

/** Storage contracts: add, never rename. */
export type SaleEvent =
  | {
      readonly type: 'SaleBooked';
      readonly data: {
        readonly saleId: string;
        readonly programId: string;
        /** The registration that the sale comes from; null for a sale without one. */
        readonly dealId: string | null;
        /** The closed-won opportunity in the sales system; service registrations attach to it. */
        readonly opportunity: { readonly source: string; readonly ref: string } | null;
        /** Annual fees that the customer pays: the basis of a referral fee. */
        readonly annualFees: MoneyJson;
        /** Net annual recurring revenue of the licences: the measure of a service-attach rebate. */
        readonly netArr: MoneyJson;
        readonly bookedOn: IsoDate;
        /** Seller and customer of an order without a registration, where they are known. */
        readonly partnerId?: string;
        readonly customerId?: string;
        readonly business?: 'new' | 'renewal';
        /** The partner's share off list in the order, for example "20%". */
        readonly partnerDiscount?: string;
        /** Where the customer bought through a marketplace. */
        readonly marketplaceFee?: MarketplaceFee;
        /** Booked on the promise of a purchase order: the last day on which it may come. */
        readonly purchaseOrderDueOn?: IsoDate;
        /** Steps of the delivery that the program wants by a day, each with its last day. */
        readonly milestonesDue?: readonly {
          readonly milestone: string;
          readonly dueOn: IsoDate;
        }[];
      };
    }
  | {
      /** Who of a partner's people sold it. Named again, the later one holds. */
      readonly type: 'SellerNamed';
      readonly data: {
        readonly partnerId: string;
        /** Opaque; no name enters the log. */
        readonly personId: string;
      };
    }
  | {
      /** A step of the delivery is done: the first invoice is out, the last site is installed. */
      readonly type: 'MilestoneReached';
      readonly data: { readonly milestone: string; readonly reachedOn: IsoDate };
    }
  | {
      /** The last day of a milestone has passed without it. */
      readonly type: 'MilestoneMissed';
      readonly data: { readonly milestone: string; readonly dueOn: IsoDate };
    }
  | {
      /** The purchase order that the booking rested on has come. */
      readonly type: 'PurchaseOrderReceived';
      readonly data: { readonly reference: string; readonly receivedOn: IsoDate };
    }
  | {
      readonly type: 'CustomerPaid';
      readonly data: {
        readonly paymentRef: string;
        readonly amount: MoneyJson;
        readonly paidOn: IsoDate;
      };
    }
  | {
      /** A payment is asked for that the rule does not give for this sale. */
      readonly type: 'IncentiveExceptionRequested';
      readonly data: ExceptionOf & {
        readonly requestedOn: IsoDate;
        /** Principal that asked. */
        readonly requestedBy: string;
      };
    }
  | {
      /** It is paid out of a budget, or it is not. */
      readonly type: 'IncentiveExceptionDecided';
      readonly data: ExceptionOf & {
        /** The budget that pays; null: refused. */
        readonly fundedBy: string | null;
        readonly decidedOn: IsoDate;
      };
    }
  | {
      /** The booking is undone in whole. It is reversed once. */
      readonly type: 'SaleReversed';
      readonly data: { readonly why: string; readonly reversedOn: IsoDate };
    };

export const saleEvents = eventCatalog<SaleEvent>('sale', {
  SaleBooked: { version: 1 },
  CustomerPaid: { version: 1 },
  PurchaseOrderReceived: { version: 1 },
  SaleReversed: { version: 1 },
  SellerNamed: { version: 1 },
  MilestoneReached: { version: 1 },
  MilestoneMissed: { version: 1 },
  IncentiveExceptionRequested: { version: 1 },
  IncentiveExceptionDecided: { version: 1 },
});
