import { ApiProperty } from '@nestjs/swagger';

/** A version without its rules. */
export class ProgramVersionBody {
  version: number;
  effectiveFrom: string;
  documentHash: string;
  name: string;
}

/** A version with its rules. */
export class ProgramRulesBody {
  programId: string;
  version: number;
  effectiveFrom: string;
  documentHash: string;
  /** The document as it was read, defaults filled in. */
  @ApiProperty({ type: Object, additionalProperties: true })
  rules: object;
}

/** The rules in force on a date. */
export class RulesInForceBody {
  /** The version, as events name it: gitlab@1. */
  label: string;
  /** The document as it was read, defaults filled in. */
  @ApiProperty({ type: Object, additionalProperties: true })
  rules: object;
}
