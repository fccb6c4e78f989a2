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
export type { Decides, Ground } from './grounds/ground';
export { GroundsQuery } from './grounds/grounds.query';
export { measuresOf } from './members/line-measure';
export { MeasureBody, MemberBody, measureBody, memberBody } from './members/member.response';
export { MembersQuery } from './members/members.query';
export { sourceOf } from './facts/source-of';
export { isPerson, payeeOf } from './payee-of';
export type { EarningLine, IncentiveKind, ReachedTier, SourceEvent } from './earning-line';

export const incentiveProjections = [earningsProjection];
