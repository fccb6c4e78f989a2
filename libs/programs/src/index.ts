import { programEvents } from './program.events';

export { ProgramsModule } from './programs.module';
export { ProgramDirectory, type ProgramInForce } from './program-directory/program-directory';
export { labelOf, program, versionOn, type Program, type ProgramVersion } from './program';
export { programEvents, type ProgramEvent } from './program.events';
export { readDocument } from './publish-program/read-document';
export {
  registrationType,
  programDocument,
  type CountTierRule,
  type IncentiveRule,
  type MdfRules,
  type ProgramRules,
  type ReferralFeeRule,
  type RegistrationTypeRules,
} from './program-document';

export const programCatalogs = [programEvents];
