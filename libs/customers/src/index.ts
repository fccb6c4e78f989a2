import { customerKeysProjection } from './customer-keys/customer-keys.projection';
import { customerEvents } from './customer.events';

export { CustomersModule } from './customers.module';
export {
  CustomerRegistry,
  type Candidates,
  type CustomerCandidate,
  type KnownCustomer,
} from './customer-keys/customer-registry';
export { CustomerFates } from './customer-keys/fates-registry';
export type { CustomerClaim, RegisterNumber } from './customer-claim';
export { customerEvents, type ClaimOfDeal, type CustomerEvent } from './customer.events';
export { blockKeys, keyHash, registrableDomain, type BlockKey } from './matching/block-keys';
export {
  MATCHER_VERSION,
  match,
  type Evidence,
  type MatchExplanation,
  type Relation,
} from './matching/match';

export const customerCatalogs = [customerEvents];
export const customerProjections = [customerKeysProjection];
