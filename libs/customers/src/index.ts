import { customerKeysProjection } from './customer-keys/customer-keys.projection';
import { customerEvents } from './customer.events';

export { CustomersModule } from './customers.module';
export {
  CustomerRegistry,
  type Candidates,
  type KnownCustomer,
} from './customer-keys/customer-registry';
export { byMatch, findCandidates, type CustomerCandidate } from './customer-keys/find-candidates';
export {
  createCustomerTables,
  storeCustomers,
  type CustomerRow,
} from './customer-keys/customer-keys.tables';
export { CustomerHistories } from './customer-history/customer-histories-registry';
export type { CustomerHistory } from './customer-history/customer-history';
export { CustomerFates } from './customer-keys/fates-registry';
export type { CustomerClaim, RegisterNumber } from './customer-claim';
export {
  customerEvents,
  type ClaimOfDeal,
  type CustomerEvent,
  type FateEvidence,
  type RevertedLoser,
} from './customer.events';
export type { Customer } from './customer';
export type { MergeCustomer } from './merge-customer/merge-customer';
export type { SplitCustomer } from './split-customer/split-customer';
export { blockKeys, keyHash, type BlockKey } from './matching/block-keys';
export type { Company } from './matching/company';
export { registrableDomain } from './matching/domains';
export type { Evidence } from './matching/evidence';
export { MATCHER_VERSION, match, type MatchExplanation, type Relation } from './matching/match';

export const customerCatalogs = [customerEvents];
export const customerProjections = [customerKeysProjection];
