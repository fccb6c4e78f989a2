import { Module } from '@nestjs/common';
import { provideStreams } from '@accord/platform';
import { PublishRatesHandler } from './publish-rates/publish-rates.handler';
import { RateDirectory } from './rate-directory/rate-directory';
import { RatesQuery } from './rate-list/rates.query';
import { rates } from './rates';
import { RatesController } from './rates.controller';
import { RATES } from './rates.token';

@Module({
  controllers: [RatesController],
  providers: [provideStreams(RATES, rates), RatesQuery, RateDirectory, PublishRatesHandler],
  exports: [RateDirectory],
})
export class RatesModule {}
