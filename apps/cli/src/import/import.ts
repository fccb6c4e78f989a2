import { accordClient } from '@accord/client';
import { API_OPTIONS, apiOf } from '../api';
import { command } from '../command';
import { Progress } from '../progress';
import { readMapping } from './import-mapping';
import { readExport, type ExportLine } from './read-export';
import { LINES_OF_TASK, registered } from './registered-lines';
import { reportOpportunities } from './report-opportunities';
import { isSendable, lineOf, reportsOf, summaryOf, type LineAnswer, type Reported } from './report';
import { LINES_OF_TRIAL, tried } from './tried-lines';

export const importCommand = command({
  name: 'import',
  summary: 'registers the rows of a sales system’s CSV export through the API',
  details:
    'Without --commit nothing is written: every row is tried and reported. With it sales’ word of the\n' +
    'opportunities is told first, where MAPPING has it, then the rows go into bulk\n' +
    'tasks, which Accord works off also when this command is ended; run again, it follows them, and rows\n' +
    'that are registered are known by their reference. The API key stands in ACCORD_KEY. Ends with exit\n' +
    'status 1 when a row was not registered.',
  operands: ['FILE', 'MAPPING'],
  options: {
    commit: { type: 'boolean', default: false, help: 'register; otherwise rows are only tried' },
    ...API_OPTIONS,
  },
  run: async ({ commit, url, data }, [file = '', mappingFile = '']) => {
    const { url: address, key } = apiOf({ url, data });
    const api = accordClient(address, key);
    const mapping = await readMapping(mappingFile);
    const lines: ExportLine[] = [];
    for await (const line of readExport(file, mapping)) lines.push(line);
    const progress = new Progress('import');
    const reported: Reported[] = [];
    const answersTo = (sent: readonly ExportLine[]): Promise<readonly LineAnswer[]> =>
      commit
        ? registered(api, sent, (worked) => progress.at(reported.length + worked, lines.length))
        : tried(address, key, sent);
    const together = commit ? LINES_OF_TASK : LINES_OF_TRIAL;
    for (let at = 0; at < lines.length; at += together) {
      const read = lines.slice(at, at + together);
      const rows = commit ? await reportOpportunities(address, key, read) : read;
      const sent = rows.filter(isSendable);
      const results = reportsOf(rows, sent.length === 0 ? [] : await answersTo(sent));
      progress.clear();
      for (const result of results) process.stdout.write(lineOf(result));
      reported.push(...results);
      progress.at(reported.length, lines.length);
    }
    progress.clear();
    process.stdout.write(summaryOf(reported, commit));
    return reported.every(({ isGood }) => isGood) ? 0 : 1;
  },
});
