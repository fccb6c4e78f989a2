import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { ROLES, type Role } from '@accord/kernel';
import { IsIdText } from '../../http/validation';

export class CreatePrincipalRequest {
  /** Lower-case letters, digits, "_" and "-". */
  @Matches(/^[a-z0-9][a-z0-9_-]{0,63}$/, {
    message: 'principalId must match [a-z0-9][a-z0-9_-]{0,63}',
  })
  principalId: string;

  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles: Role[];

  /** With the role "partner": the partner whose data alone the key opens. */
  @IsOptional()
  @IsIdText()
  partnerId?: string;
}
