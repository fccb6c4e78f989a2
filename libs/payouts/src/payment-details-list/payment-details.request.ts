import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsCurrency, IsIdText, requestFault } from '@accord/platform';
import { ACCOUNT_SCHEMES } from '../payment-details/bank-details';
import type { Owner } from '../payment-details/payment-details.events';

const OWNERS = ['payee', 'person', 'debtor'] as const;

export class ProposePaymentDetailsRequest {
  /** `payee`: a partner that is paid; `person`: one of its people; `debtor`: a legal entity of the vendor that pays. */
  @IsIn(OWNERS)
  owner: (typeof OWNERS)[number];

  /** Id of the partner, opaque id of the person, or the legal entity as the program names it. */
  @IsIdText()
  ownerId: string;

  /** Of a person: the partner for which it sells. */
  @IsOptional()
  @IsIdText()
  partnerId?: string;

  @IsCurrency()
  currency: string;

  /** Name of the account holder. Kept in the vault, never in the log. */
  @IsString()
  @Length(1, 70)
  name: string;

  /** `iban`, or `other` where the bank's country has none. */
  @IsIn(ACCOUNT_SCHEMES)
  scheme: (typeof ACCOUNT_SCHEMES)[number];

  /** The IBAN, its check digits right, or the account number. Kept in the vault, never in the log. */
  @IsString()
  @Length(1, 50)
  accountNumber: string;

  /** BIC of the bank; may be left out with an IBAN or a routing number. */
  @IsOptional()
  @Matches(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, { message: 'bic must be a BIC (ISO 9362)' })
  bic?: string;

  /** ABA routing number of a bank in the United States, its check digit right. */
  @IsOptional()
  @Matches(/^\d{9}$/, { message: 'routingNumber must be 9 digits' })
  routingNumber?: string;

  /** Country of the account holder. */
  @Matches(/^[A-Z]{2}$/, { message: 'country must be an ISO 3166-1 alpha-2 code' })
  country: string;
}

export class ConfirmPaymentDetailsRequest {
  /** Hash of the details that were reviewed: 64 hexadecimal digits. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'hash is the 64 hexadecimal digits of the proposal' })
  hash: string;
}

/** @throws Problem 400 where it is not said whose person it is */
export function ownerIn({ owner, ownerId, partnerId }: ProposePaymentDetailsRequest): Owner {
  switch (owner) {
    case 'payee':
      return { owner, partnerId: ownerId };
    case 'debtor':
      return { owner, entity: ownerId };
    case 'person': {
      if (partnerId !== undefined) return { owner, personId: ownerId, partnerId };
      const message = 'partnerId is the partner for which the person sells';
      throw requestFault([{ code: 'partner-required', message, path: 'partnerId' }]);
    }
  }
}
