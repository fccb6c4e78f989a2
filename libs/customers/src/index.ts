export type { CustomerClaim, RegisterNumber } from './customer-claim';
