import { saleListProjection } from './sale-list/sale-list.projection';
import { saleEvents } from './sale.events';

export { SalesModule } from './sales.module';
export { saleEvents, type SaleEvent } from './sale.events';

export const saleCatalogs = [saleEvents];
export const saleProjections = [saleListProjection];
