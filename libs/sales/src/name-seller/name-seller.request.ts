import { IsIdText } from '@accord/platform';

export class NameSellerRequest {
  /** The partner whose person it is. */
  @IsIdText()
  partnerId: string;

  /** Opaque id of the person; nothing else about the person belongs here. */
  @IsIdText()
  personId: string;
}
