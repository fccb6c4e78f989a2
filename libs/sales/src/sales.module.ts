import { Module } from '@nestjs/common';
import { DealsModule } from '@accord/deals';
import { provideStreams } from '@accord/platform';
import { BookSaleHandler } from './book-sale/book-sale.handler';
import { RecordPaymentHandler } from './record-payment/record-payment.handler';
import { ReverseSaleHandler } from './reverse-sale/reverse-sale.handler';
import { sale } from './sale';
import { SalesQuery } from './sale-list/sale-list.query';
import { SalesController } from './sales.controller';
import { SALES } from './sales.token';

@Module({
  imports: [DealsModule],
  controllers: [SalesController],
  providers: [
    provideStreams(SALES, sale),
    SalesQuery,
    BookSaleHandler,
    RecordPaymentHandler,
    ReverseSaleHandler,
  ],
})
export class SalesModule {}
