import { canonicalJson, sha256Hex } from '@accord/kernel';
import { answered, type AccordClient, type PublishRatesRequest } from '@accord/client';
import type { DayOfRates } from '@accord/rates';

export interface Published {
  readonly source: string;
  readonly baseCurrency: string;
  readonly days: readonly DayOfRates[];
  readonly correctionReason?: string;
}

/**
 * Sends days of rates to the API, those of a year together. Sent again, they are known.
 * @returns how many days were new or corrected
 * @throws Refused with what the API said
 */
export async function publish(api: AccordClient, { days, ...said }: Published): Promise<number> {
  const years = new Set(days.map(({ publishedOn }) => publishedOn.slice(0, 4)));
  let recorded = 0;
  for (const year of years) {
    const ofYear = days
      .filter(({ publishedOn }) => publishedOn.startsWith(year))
      .map(({ publishedOn, rates }) => ({ publishedOn, rates: [...rates] }));
    recorded += await send(api, { ...said, days: ofYear });
  }
  return recorded;
}

async function send(api: AccordClient, body: PublishRatesRequest): Promise<number> {
  const headers = { 'idempotency-key': sha256Hex(canonicalJson(body)) };
  const { status, events } = await answered(api.POST('/v1/exchange-rates', { headers, body }));
  return status === 'accepted' ? events.length : 0;
}
