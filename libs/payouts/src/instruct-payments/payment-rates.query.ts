import { Injectable } from '@nestjs/common';
import { currency, type IsoDate } from '@accord/kernel';
import { ProgramDirectory } from '@accord/programs';
import { RateDirectory, conversionBy } from '@accord/rates';
import type { PaymentRate } from '../account/converted-payment';

/** Finds the rate by which payments leave in another currency than the account's. */
@Injectable()
export class PaymentRates {
  constructor(
    private readonly programs: ProgramDirectory,
    private readonly rates: RateDirectory,
  ) {}

  /** @returns the program's source's last rate on or before the day; or why there is none to use */
  async of(
    book: string,
    from: string,
    to: string,
    day: IsoDate,
  ): Promise<PaymentRate | { readonly missing: string }> {
    const program = await this.programs.inForce(book, day, { fresh: true });
    const rules = program?.rules.payout;
    if (!rules?.conversion) return { missing: `"${book}" does not say whose rates payments take` };
    const { source, maxAgeDays } = rules.conversion;
    const publication = await this.rates.lastOn(source, day, { fresh: true });
    const wanted = { source, day, maxAgeDays, from: currency(from), to: currency(to) };
    const conversion = conversionBy(publication, wanted);
    if ('missing' in conversion) return conversion;
    return { source, day, to, rounding: rules.rounding, conversion };
  }
}
