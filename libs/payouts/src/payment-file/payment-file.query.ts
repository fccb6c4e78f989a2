import { Inject, Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import pMap from 'p-map';
import type { Streams } from '@accord/event-store';
import { AtLeastQuery, Problem, requestFault } from '@accord/platform';
import type { BankDetails } from '../payment-details/bank-details';
import type { UsedDetails } from '../payment-details/payment-details.events';
import { PaymentDetailsRegistry } from '../payment-details/payment-details-registry';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { PAYOUTS } from '../payouts.token';
import { pain001 } from './pain-001';

/** Details that are read from the vault at the same time. */
const AT_ONCE = { concurrency: 8 };

export class PaymentFileParameters extends AtLeastQuery {
  /** Which message of the run, from 1; may be left out when there is one. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  message?: number;
}

/** Writes the payment file of a message, from the log and the vault. */
@Injectable()
export class PaymentFileQuery {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    private readonly registry: PaymentDetailsRegistry,
  ) {}

  /**
   * @returns undefined when there is no such message
   * @throws Problem 400 when the run has several and none is named, 410 when the vault no longer holds
   *   details that it uses
   */
  async of(
    payoutId: string,
    { message: number }: PaymentFileParameters,
  ): Promise<{ messageId: string; xml: string } | undefined> {
    const all = await this.payouts.events(payoutId);
    const messages = all.filter((event) => event.type === 'PaymentsInstructed');
    if (number === undefined && messages.length > 1) {
      const message = `The run has ${messages.length} messages; say which`;
      throw requestFault([{ code: 'message-required', message, path: 'message' }]);
    }
    const found = messages[(number ?? 1) - 1];
    if (!found) return undefined;
    const { data, recordedAt } = found;
    const debtor = await this.details(data.debtor);
    const payees = await pMap(data.payments, (payment) => this.details(payment), AT_ONCE);
    return {
      messageId: data.messageId,
      xml: pain001({ message: data, recordedAt, debtor, payees }),
    };
  }

  private async details({ detailsId, versionId, hash }: UsedDetails): Promise<BankDetails> {
    const details = await this.registry.read(detailsId, { versionId, hash });
    if (details) return details;
    const message = `The vault no longer holds the details of "${detailsId}" that were used`;
    throw new Problem(410, 'payment-details-lost', message);
  }
}
