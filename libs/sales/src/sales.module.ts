import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { BookSaleHandler } from './book-sale/book-sale.handler';
import type { DealPrograms } from './book-sale/deal-programs';
import { ProgramsModule } from '@accord/programs';
import { DecideExceptionHandler } from './decide-exception/decide-exception.handler';
import { MilestoneDueWork } from './milestones-due/milestone-due-work';
import { MissMilestoneHandler } from './miss-milestone/miss-milestone.handler';
import { NameSellerHandler } from './name-seller/name-seller.handler';
import { SaleDueWork } from './purchase-order-due/sale-due-work';
import { ReachMilestoneHandler } from './reach-milestone/reach-milestone.handler';
import { ReceivePurchaseOrderHandler } from './receive-purchase-order/receive-purchase-order.handler';
import { RecordPaymentHandler } from './record-payment/record-payment.handler';
import { RequestExceptionHandler } from './request-exception/request-exception.handler';
import { ReverseSaleHandler } from './reverse-sale/reverse-sale.handler';
import { sale } from './sale';
import { SaleClock } from './sale-clock';
import { SalesQuery } from './sale-list/sale-list.query';
import { SalesController } from './sales.controller';
import { DEAL_PROGRAMS, SALES } from './sales.token';

@Module({})
export class SalesModule {
  /**
   * Deals build on what sales report, so sales are told from outside who knows registrations.
   * @param module that exports `programs`
   */
  static asking(module: Type, programs: Type<DealPrograms>): DynamicModule {
    return {
      module: SalesModule,
      imports: [module, ProgramsModule],
      controllers: [SalesController],
      exports: [SaleDueWork, MilestoneDueWork],
      providers: [
        provideStreams(SALES, sale),
        { provide: DEAL_PROGRAMS, useExisting: programs },
        SalesQuery,
        SaleClock,
        BookSaleHandler,
        RecordPaymentHandler,
        ReceivePurchaseOrderHandler,
        NameSellerHandler,
        ReachMilestoneHandler,
        MissMilestoneHandler,
        RequestExceptionHandler,
        DecideExceptionHandler,
        SaleDueWork,
        MilestoneDueWork,
        ReverseSaleHandler,
      ],
    };
  }
}
