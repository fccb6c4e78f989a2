import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { sale } from '../sale';
import type { SaleEvent } from '../sale.events';
import { receivePurchaseOrder } from './receive-purchase-order';

type Stored<T extends SaleEvent['type']> = Extract<SaleEvent, { type: T }>;
const stored = <T extends SaleEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));

const plain = stored('SaleBooked');
const bookedOn = isoDate('2026-04-28');
const promised: SaleEvent = {
  ...plain,
  data: { ...plain.data, bookedOn, purchaseOrderDueOn: isoDate('2026-05-08') },
};
const received = stored('PurchaseOrderReceived');
const { reference } = received.data;
const waiting = fold(sale, [promised]);

describe('A promised purchase order', () => {
  it.each([
    ['2026-04-27', 'before-booking'],
    ['2026-04-28', 'accepted'],
    ['2026-05-08', 'accepted'],
    ['2026-05-09', 'purchase-order-late'],
  ])('that comes on %s is %s', (on, answer) => {
    const decision = receivePurchaseOrder(waiting, { reference, on: isoDate(on) });
    expect(decision.kind === 'accepted' ? 'accepted' : decision.rejections[0]?.code).toBe(answer);
  });

  it('comes once', () => {
    const { receivedOn: on } = received.data;
    expect(receivePurchaseOrder(waiting, { reference, on })).toEqual(accepted(received));
    const after = fold(sale, [promised, received]);
    expect(receivePurchaseOrder(after, { reference, on })).toEqual(accepted());
    expect(receivePurchaseOrder(after, { reference: 'PO-other', on })).toEqual(
      rejected('purchase-order-known', `"${reference}" has come already`, 'reference'),
    );
  });

  it('is asked for where one was promised, and the booking stands', () => {
    const { receivedOn: on } = received.data;
    expect(receivePurchaseOrder(fold(sale, [plain]), { reference, on })).toEqual(
      rejected('nothing-promised', 'The booking waits for no purchase order'),
    );
    expect(receivePurchaseOrder(fold(sale, []), { reference, on })).toEqual(
      rejected('sale-unknown', 'No such sale'),
    );
    const undone = fold(sale, [promised, stored('SaleReversed')]);
    expect(receivePurchaseOrder(undone, { reference, on })).toEqual(
      rejected('sale-reversed', 'The sale was reversed'),
    );
  });
});
