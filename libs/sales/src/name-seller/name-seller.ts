import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Sale, Seller } from '../sale';
import type { SaleEvent } from '../sale.events';

/** Names who of a partner's people sold it. Somebody else takes the place of who was named before. */
export function nameSeller(state: Sale, seller: Seller): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  const named = state.sellers.find(({ partnerId }) => partnerId === seller.partnerId);
  if (named?.personId === seller.personId) return accepted();
  if (state.status === 'reversed') return rejected('sale-reversed', 'The sale was reversed');
  return accepted({ type: 'SellerNamed', data: seller });
}
