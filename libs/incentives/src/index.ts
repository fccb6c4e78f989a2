import { earningsProjection } from './earnings/earnings.projection';

export { IncentivesModule } from './incentives.module';
export {
  ConversionBody,
  EarningBody,
  ExceptionBody,
  LimitBody,
  ShareBody,
  SourceBody,
  StageBody,
  TierBody,
  conversionBody,
  earningBody,
  limitBody,
  shareBody,
  stageBody,
} from './earnings/earning.response';
export { seenBy, seenWhole, type SeenLine } from './earnings/seen-line';
export { WhatIfWork } from './what-if/what-if-work';
export { EarningsQuery } from './earnings/earnings.query';
export { sourceOf } from './facts/source-of';
export { isPerson, payeeOf } from './payee-of';
export type { EarningLine, IncentiveKind, ReachedTier, SourceEvent } from './earning-line';

export const incentiveProjections = [earningsProjection];
