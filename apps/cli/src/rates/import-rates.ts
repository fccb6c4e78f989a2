import { accordClient } from '@accord/client';
import { readRateFile } from '@accord/rates';
import { API_OPTIONS, apiOf } from '../api';
import { command } from '../command';
import { publish } from './publish';
import { readSource } from './read-source';

export const importRatesCommand = command({
  name: 'rates import',
  summary: 'records published exchange rates: a file or https address in the ECB’s XML or CSV',
  details:
    'Days that are known change nothing; other values for a known day are refused unless --correct\n' +
    'says why. The API key of somebody in finance stands in ACCORD_KEY. The ECB publishes its rates at\n' +
    'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml, on working days about 16:00 CET.',
  operands: ['FILE-OR-URL'],
  options: {
    source: { type: 'string', default: 'ecb', value: 'NAME', help: 'who published them (ecb)' },
    base: { type: 'string', default: 'EUR', value: 'CODE', help: 'what one unit is of (EUR)' },
    correct: { type: 'string', value: 'WHY', help: 'record what differs as a correction' },
    ...API_OPTIONS,
  },
  run: async ({ source, base, correct, url, data }, [from = '']) => {
    const { url: address, key } = apiOf({ url, data });
    const api = accordClient(address, key);
    const { days, ended } = readRateFile(await readSource(from));
    const correction = correct === undefined ? {} : { correctionReason: correct };
    const recorded = await publish(api, { source, baseCurrency: base, days, ...correction });
    const span = `${days[0]?.publishedOn} to ${days.at(-1)?.publishedOn}`;
    process.stdout.write(`${source}, ${span}: days ${days.length}, recorded ${recorded}\n`);
    if (ended.length > 0) {
      process.stdout.write(`Left out, no currencies any more: ${ended.join(', ')}\n`);
    }
    return 0;
  },
});
