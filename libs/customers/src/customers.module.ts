import { Module } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { customer } from './customer';
import { CustomerRegistry } from './customer-keys/customer-registry';
import { CUSTOMERS } from './customers.token';

@Module({
  providers: [provideStreams(CUSTOMERS, customer), CustomerRegistry],
  exports: [CustomerRegistry],
})
export class CustomersModule {}
