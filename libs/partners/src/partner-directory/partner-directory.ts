import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import type { Sight, Streams } from '@accord/event-store';
import type { Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { standingOn, type Standing } from '../standing';
import { taxStandingOn, type TaxStanding } from '../tax-forms';

/** What other contexts may ask about partners while they decide. */
@Injectable()
export class PartnerDirectory {
  constructor(@Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>) {}

  async isKnown(partnerId: string): Promise<boolean> {
    const { state } = await this.partners.look(partnerId, { fresh: true });
    return state.status !== 'unknown';
  }

  /**
   * @param day business date that is asked about
   * @param sight of the decision that asks: a fresh one reads the partner's stream first
   * @returns the standing and the revision of the partner's stream that it reflects
   */
  async standing(
    partnerId: string,
    day: IsoDate,
    sight: Sight,
  ): Promise<{ standing: Standing; revision: number }> {
    const { state, revision } = await this.partners.look(partnerId, sight);
    return { standing: standingOn(state, day), revision };
  }

  /** @param holder opaque id of a person of the partner; null: the partner itself */
  async taxStanding(
    partnerId: string,
    holder: string | null,
    day: IsoDate,
    sight: Sight,
  ): Promise<TaxStanding | undefined> {
    const { state } = await this.partners.look(partnerId, sight);
    return taxStandingOn(state, holder, day);
  }
}
