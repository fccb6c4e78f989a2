export { dealEvents, type DealEvent, type OpportunityRef } from './deal.events';
