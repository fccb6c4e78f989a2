export {
  programDocument,
  type CountTierRule,
  type IncentiveRule,
  type MdfRules,
  type ProgramRules,
  type ReferralFeeRule,
  type RegistrationTypeRules,
} from './program-document';
