import { earningsProjection } from './earnings/earnings.projection';

export { IncentivesModule } from './incentives.module';
export { EarningsQuery } from './earnings/earnings.query';
export type { EarningLine, ReachedTier, SourceEvent } from './earning-line';

export const incentiveProjections = [earningsProjection];
