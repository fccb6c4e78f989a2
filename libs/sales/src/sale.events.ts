import { eventCatalog, type IsoDate, type MoneyJson } from '@accord/kernel';

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
        /** Booked on the promise of a purchase order: the last day on which it may come. */
        readonly purchaseOrderDueOn?: IsoDate;
      };
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
      /** The booking is undone in whole. It is reversed once. */
      readonly type: 'SaleReversed';
      readonly data: { readonly why: string; readonly reversedOn: IsoDate };
    };

export const saleEvents = eventCatalog<SaleEvent>('sale', {
  SaleBooked: { version: 1 },
  CustomerPaid: { version: 1 },
  PurchaseOrderReceived: { version: 1 },
  SaleReversed: { version: 1 },
});
