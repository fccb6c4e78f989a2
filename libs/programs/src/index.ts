import { quarterEndsProjection } from './end-quarter/quarter-ends.projection';
import { programEvents } from './program.events';

export { ProgramsModule } from './programs.module';
export { ProgramDirectory, type ProgramInForce } from './program-directory/program-directory';
export { QuarterEndWork } from './end-quarter/quarter-end-work';
export { ProgramClock } from './program-clock/program-clock';
export { rightToDecide, type Right } from './approvers/approvers';
export { labelOf, program, versionOn, type Program, type ProgramVersion } from './program';
export { programEvents, type ProgramEvent } from './program.events';
export { INCENTIVE_ACCOUNTS, type FundAccount, type IncentiveAccount } from './document/accounting';
export { calendarOf } from './document/calendars';
export type { ConversionRules } from './document/conversion';
export { changes } from './document/changes';
export type { ClockRule } from './document/clocks';
export { fits, type Route, type RoutingCase } from './document/routing';
export type { DesignationRule } from './document/designations';
export type { DealDay, Eligibility } from './document/eligibility';
export { readDocument } from './document/read-document';
export { routeOf } from './document/channel';
export { loserOutcome, type BreakRules, type LoserOutcome } from './document/exclusivity';
export {
  stagesOf,
  type CountTierRule,
  type FormulaRule,
  type IncentiveRule,
  type ReferralFeeRule,
} from './document/incentives';
export type { Cap } from './document/caps';
export { guaranteedRules } from './document/guaranteed';
export type { FeeTerms } from './document/fees';
export { boundOf, isReached } from './document/reached-rows';
export type { ExceptionRules } from './document/exceptions';
export type { Stage, TaxFormRules } from './document/stages';
export {
  formula,
  isCount,
  type Formula,
  type FormulaInput,
  type TierRow,
  type Tiers,
} from './document/formula';
export { nodesOf } from './document/formula-nodes';
export type { CoopRules } from './document/coop';
export { wantedRate } from './document/wanted-rate';
export { reachOf, type Reach } from './document/reach';
export type { MdfRules } from './document/mdf';
export type { BonusRow, DiscountRow, PriceClass, PricingRules } from './document/pricing';
export type { PayoutRules } from './document/payout';
export { isForDay } from './document/withholding';
export { protectedUntil } from './document/protection';
export type { PreferredPartnerRules, TenderRules } from './document/tender';
export { coversTerritory, overlappingTerritories, type Territories } from './document/territories';
export { programDocument, registrationType, type ProgramRules } from './document/program-document';
export type { RegistrationTypeRules, SilenceRule } from './document/registration';
export { isElectable, orderOf, stackingOf, type StackingGroup } from './document/stacking';

export const programCatalogs = [programEvents];
export const programProjections = [quarterEndsProjection];
