import { Module } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { customer } from './customer';
import { CustomerRegistry } from './customer-keys/customer-registry';
import { CustomerFates } from './customer-keys/fates-registry';
import { CustomerHistories } from './customer-history/customer-histories-registry';
import { CUSTOMERS } from './customers.token';

@Module({
  providers: [
    provideStreams(CUSTOMERS, customer),
    CustomerRegistry,
    CustomerFates,
    CustomerHistories,
  ],
  exports: [CustomerRegistry, CustomerFates, CustomerHistories],
})
export class CustomersModule {}
