import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import type { OpportunityRef } from '../deal.events';
import { PREFERENCES } from '../deals.token';
import { preferenceIdOf, type PreferredPartner } from './preferred-partner';
import type { PreferredPartnerEvent } from './preferred-partner.events';

/** Whom sales prefers for which opportunity. */
@Injectable()
export class PreferredPartners {
  constructor(
    @Inject(PREFERENCES)
    private readonly preferences: Streams<PreferredPartner, PreferredPartnerEvent>,
  ) {}

  /** @returns the preferred partner's id; null: nobody is preferred */
  async of(programId: string, opportunity: OpportunityRef): Promise<string | null> {
    const id = preferenceIdOf(programId, opportunity);
    const { state } = await this.preferences.look(id, { fresh: true });
    return state.chosen?.partnerId ?? null;
  }
}
