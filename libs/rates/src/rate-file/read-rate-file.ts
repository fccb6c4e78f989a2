import { isCurrency } from '@accord/kernel';
import type { DayOfRates } from '../publish-rates/publish-rates';
import { quotesInCsv } from './csv';
import { quotesInXml } from './ecb-xml';
import { RateFileFault, type Quote, type RateFile } from './rate-file';

const RATE = /^(?=.*[1-9])\d{1,9}(\.\d{1,12})?$/;
/** More than the ECB's whole history, and little enough to hold. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;

/**
 * Reads exchange rates as the ECB gives them (eurofxref): its XML of a day or of many, or its CSV with
 * a column for each currency.
 * @throws RateFileFault when it is neither, says two things of one day and currency, or has a rate that is none
 */
export function readRateFile(bytes: Uint8Array): RateFile {
  if (bytes.length > MAX_FILE_BYTES) throw new RateFileFault('The file is larger than 32 MiB');
  const text = decoded(bytes);
  const quotes = text.trimStart().startsWith('<') ? quotesInXml(text) : quotesInCsv(text);
  const ended = new Set<string>();
  const days = new Map<Quote['day'], Map<string, string>>();
  for (const { day, currency, exchangeRate } of quotes) {
    if (!/^[A-Z]{3}$/.test(currency)) throw new RateFileFault(`"${currency}" is no currency code`);
    if (!RATE.test(exchangeRate)) {
      throw new RateFileFault(`${day}: "${exchangeRate}" is no rate of ${currency}`);
    }
    if (!isCurrency(currency)) {
      ended.add(currency);
      continue;
    }
    const rates = days.get(day) ?? new Map<string, string>();
    if (rates.has(currency)) throw new RateFileFault(`${day}: ${currency} stands twice`);
    days.set(day, rates.set(currency, exchangeRate));
  }
  if (days.size === 0) throw new RateFileFault('The file holds no rate');
  return { days: [...days].map(dayOf).toSorted(byDay), ended: [...ended].toSorted() };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new RateFileFault('The file is not UTF-8', { cause: error });
  }
}

const dayOf = ([publishedOn, rates]: [Quote['day'], Map<string, string>]): DayOfRates => ({
  publishedOn,
  rates: [...rates].map(([currency, exchangeRate]) => ({ currency, exchangeRate })),
});

const byDay = (a: DayOfRates, b: DayOfRates): number => (a.publishedOn < b.publishedOn ? -1 : 1);
