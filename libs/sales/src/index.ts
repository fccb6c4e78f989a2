export { saleEvents, type SaleEvent } from './sale.events';
