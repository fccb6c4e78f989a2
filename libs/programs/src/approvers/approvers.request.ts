import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsOptional,
  IsString,
  Length,
} from 'class-validator';
import { IsIdText, IsIsoDate } from '@accord/platform';

export class DismissApproverRequest {
  /** A role that the program's approval steps name. */
  @IsString()
  @Length(1, 100)
  role: string;

  @IsIdText()
  principalId: string;
}

export class AppointApproverRequest extends DismissApproverRequest {
  /** Where the appointment holds; everywhere when absent. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  territories?: string[];
}

export class NameDelegateRequest {
  /** The approver who is away; the caller when absent. */
  @IsOptional()
  @IsIdText()
  principalId?: string;

  @IsIdText()
  delegateId: string;

  @IsIsoDate()
  from: string;

  /** Last day. */
  @IsIsoDate()
  until: string;
}

/** Who decides the steps of a role. */
export class ApproverBody {
  role: string;
  principalId: string;
  /** Null: everywhere. */
  territories: string[] | null;
}

/** Days on which somebody decides for an approver. */
export class DelegationBody {
  principalId: string;
  delegateId: string;
  from: string;
  until: string;
}

export class ApproversBody {
  approvers: ApproverBody[];
  delegations: DelegationBody[];
}
