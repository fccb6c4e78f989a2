import { earningsProjection } from './earnings/earnings.projection';

export { IncentivesModule } from './incentives.module';
export {
  EarningBody,
  ShareBody,
  SourceBody,
  TierBody,
  earningBody,
  shareBody,
} from './earnings/earning.response';
export { EarningsQuery } from './earnings/earnings.query';
export { sourceOf } from './facts/source-of';
export type { EarningLine, IncentiveKind, ReachedTier, SourceEvent } from './earning-line';

export const incentiveProjections = [earningsProjection];
