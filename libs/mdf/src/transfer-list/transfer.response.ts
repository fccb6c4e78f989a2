/** Money on its way from one fund to another. */
export class TransferBody {
  transferId: string;
  fromFundId: string;
  toFundId: string;
  /** Log position at which it was sent. */
  position: string;
  /** In transit until the other fund has received it, or has refused it and it is returned. */
  status: 'in-transit' | 'received' | 'refused' | 'returned';
  amount: string;
  currency: string;
  sentOn: string;
}
