import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import type { EarningLine } from '../earning-line';
import { FactsAt } from './facts-at.query';
import type { Ground } from './ground';
import { groundsOf } from './grounds';

/** Tells what decided a line beside its deal and its sale. */
@Injectable()
export class GroundsQuery {
  constructor(private readonly facts: FactsAt) {}

  /** @param position through which facts were in when the line was reckoned */
  async of(line: EarningLine, position: LogPosition): Promise<Ground[]> {
    const { programId, dealId, saleId, partnerId } = line;
    const wanted = {
      programId,
      dealIds: dealId === null ? [] : [dealId],
      saleIds: saleId === null ? [] : [saleId],
      partnerIds: [partnerId],
    };
    return groundsOf(line, await this.facts.read(wanted, position));
  }
}
