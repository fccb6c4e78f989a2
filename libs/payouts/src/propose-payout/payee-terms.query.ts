import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import { PartnerDirectory } from '@accord/partners';
import { ProgramDirectory } from '@accord/programs';
import type { PayoutTerms } from '../statement/payout-terms';
import { withholdingFor } from '../statement/withholding-rule';

/** Whose statement it is. */
export interface TermsOf {
  /** Of a person the company that it sells for. */
  readonly partnerId: string;
  /** Opaque id; null: the partner itself is paid. */
  readonly personId: string | null;
  /** Of a person every company that it has sold for, else the partner. */
  readonly companies: readonly string[];
}

/** A program's terms of paying out, as they hold for one payee on a day. */
@Injectable()
export class PayeeTerms {
  constructor(
    @Inject(PartnerDirectory)
    private readonly partners: Pick<PartnerDirectory, 'standing' | 'taxStanding'>,
    @Inject(ProgramDirectory) private readonly programs: Pick<ProgramDirectory, 'inForce'>,
  ) {}

  /** @param terms of the program, for everybody */
  async of(
    payee: TermsOf,
    { terms, book, payOn }: { terms: PayoutTerms; book: string; payOn: IsoDate },
  ): Promise<PayoutTerms> {
    const minimum = (await this.isLeaving(payee, terms, payOn)) ? null : terms.minimum;
    const withholding = await this.withholding(payee, book, payOn);
    return { ...terms, minimum, ...(withholding && { withholding }) };
  }

  /** Whose agreements have all ended is paid whatever is left; so are those who sold for nobody else. */
  private async isLeaving(
    { companies }: TermsOf,
    { minimum }: PayoutTerms,
    payOn: IsoDate,
  ): Promise<boolean> {
    if (minimum === null) return false;
    const ended = await Promise.all(companies.map((company) => this.hasEnded(company, payOn)));
    return ended.every(Boolean);
  }

  private async hasEnded(partnerId: string, payOn: IsoDate): Promise<boolean> {
    const { standing } = await this.partners.standing(partnerId, payOn, { fresh: true });
    return standing.enrolled && standing.exhibits.length === 0 && standing.territories.length === 0;
  }

  private async withholding({ partnerId, personId }: TermsOf, book: string, payOn: IsoDate) {
    const program = await this.programs.inForce(book, payOn, { fresh: false });
    if (!program?.rules.payout.withholding) return undefined;
    const standing = await this.partners.taxStanding(partnerId, personId, payOn, { fresh: true });
    const payee = personId === null ? 'partner' : 'person';
    return standing && withholdingFor(program.rules.payout, payee, standing, payOn);
  }
}
