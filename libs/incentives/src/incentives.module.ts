import { Module } from '@nestjs/common';
import { EarningsController } from './earnings.controller';
import { EarningsQuery } from './earnings/earnings.query';

@Module({
  controllers: [EarningsController],
  providers: [EarningsQuery],
  exports: [EarningsQuery],
})
export class IncentivesModule {}
