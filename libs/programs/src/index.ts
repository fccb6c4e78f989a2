import { programEvents } from './program.events';

export { ProgramsModule } from './programs.module';
export { ProgramDirectory, type ProgramInForce } from './program-directory/program-directory';
export { rightToDecide, type Right } from './approvers/approvers';
export { labelOf, program, versionOn, type Program, type ProgramVersion } from './program';
export { programEvents, type ProgramEvent } from './program.events';
export { calendarOf } from './document/calendars';
export { changes } from './document/changes';
export type { ClockRule } from './document/clocks';
export { fits, type Route, type RoutingCase } from './document/routing';
export { readDocument } from './document/read-document';
export { routeOf } from './document/channel';
export { loserOutcome, type BreakRules, type LoserOutcome } from './document/exclusivity';
export type {
  CountTierRule,
  FormulaRule,
  IncentiveRule,
  ReferralFeeRule,
} from './document/incentives';
export {
  formula,
  type Formula,
  type FormulaInput,
  type TierRow,
  type Tiers,
} from './document/formula';
export type { MdfRules } from './document/mdf';
export type { BonusRow, DiscountRow, PriceClass, PricingRules } from './document/pricing';
export { protectedUntil } from './document/protection';
export type { PreferredPartnerRules, TenderRules } from './document/tender';
export { programDocument, registrationType, type ProgramRules } from './document/program-document';
export type { RegistrationTypeRules, SilenceRule } from './document/registration';
export { orderOf, stackingOf, type StackingGroup } from './document/stacking';

export const programCatalogs = [programEvents];
