import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  accordClient,
  answered,
  everyItem,
  type AccordClient,
  type WhatIfBody,
  type WhatIfSumBody,
} from '@accord/client';
import { API_OPTIONS, apiOf } from './api';
import { command } from './command';
import { Progress } from './progress';

const LOOK_EVERY_MS = 300;

export const whatIfCommand = command({
  name: 'what-if',
  summary: 'tells what each partner would earn under a program document; nothing is published',
  details: 'The API key of a program manager or of finance stands in ACCORD_KEY.',
  operands: ['FILE'],
  options: {
    'all-history': {
      type: 'boolean',
      default: false,
      help: 'as if it had always been in force, not only from its date on',
    },
    from: { type: 'string', value: 'QUARTER', help: 'first quarter that is compared' },
    through: { type: 'string', value: 'QUARTER', help: 'last quarter that is compared' },
    ...API_OPTIONS,
  },
  run: async ({ 'all-history': all, from, through, url, data }, [file = '']) => {
    const { url: address, key } = apiOf({ url, data });
    const api = accordClient(address, key);
    const document = await readFile(file, 'utf8');
    const reach = all ? 'all-history' : 'its-time';
    const query = {
      reach,
      ...(from !== undefined && { from }),
      ...(through !== undefined && { through }),
    } as const;
    const headers = { 'content-type': 'application/yaml' };
    const { id: whatIfId } = await answered(
      api.POST('/v1/what-if', {
        params: { query },
        headers,
        body: {},
        bodySerializer: () => document,
      }),
    );
    const trial = await done(api, whatIfId);
    if (trial.status === 'failed') throw new Error(trial.error ?? 'It failed');
    const partners = await everyItem((at) =>
      api.GET('/v1/what-if/{whatIfId}/partners', { params: { path: { whatIfId }, query: at } }),
    );
    for (const one of partners) {
      process.stdout.write(`${row(one.partnerId, one)}  ${one.linesChanged} lines are others\n`);
    }
    for (const sum of trial.totals) process.stdout.write(`${row('all partners', sum)}\n`);
    process.stdout.write(
      `As of log position ${trial.logPosition}; lines: /v1/what-if/${whatIfId}/lines\n`,
    );
    return 0;
  },
});

const row = (name: string, { current, changed, difference, currency }: WhatIfSumBody): string =>
  `${name.padEnd(24)} ${current.padStart(16)} -> ${changed.padStart(16)} ${difference.padStart(16)} ${currency}`;

async function done(api: AccordClient, whatIfId: string): Promise<WhatIfBody> {
  const progress = new Progress('what-if');
  for (;;) {
    const trial = await answered(
      api.GET('/v1/what-if/{whatIfId}', { params: { path: { whatIfId } } }),
    );
    if (trial.status !== 'open') {
      progress.clear();
      return trial;
    }
    if (trial.partners !== null) progress.at(trial.partnersDone, trial.partners);
    await delay(LOOK_EVERY_MS);
  }
}
