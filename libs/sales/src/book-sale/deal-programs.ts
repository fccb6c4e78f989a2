import type { Sight } from '@accord/event-store';

/** What a booking asks about the registration that it is said to come from. Deals answer it. */
export interface DealPrograms {
  /** @returns undefined when there is no such registration */
  registration(
    dealId: string,
    sight: Sight,
  ): Promise<
    { readonly programId: string; readonly renewal: 'none' | 'flat' | 'growth' } | undefined
  >;
}
