import { earningsProjection } from './earnings/earnings.projection';

export { IncentivesModule } from './incentives.module';
export {
  ConversionBody,
  EarningBody,
  ShareBody,
  SourceBody,
  TierBody,
  conversionBody,
  earningBody,
  shareBody,
} from './earnings/earning.response';
export { WhatIfWork } from './what-if/what-if-work';
export { EarningsQuery } from './earnings/earnings.query';
export { sourceOf } from './facts/source-of';
export { payeeOf } from './payee-of';
export type { EarningLine, IncentiveKind, ReachedTier, SourceEvent } from './earning-line';

export const incentiveProjections = [earningsProjection];
