import { Matches } from 'class-validator';

export class ConfirmOpeningRequest {
  /** Hash of the opening that was reviewed: 64 hexadecimal digits. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'hash is the 64 hexadecimal digits of the opening' })
  hash: string;
}
