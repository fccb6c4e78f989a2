import { readFile } from 'node:fs/promises';
import { sha256Hex } from '@accord/kernel';
import { API_OPTIONS } from './api';
import { ApiCalls, objectIn, refusal, type Json } from './api-calls';
import { command } from './command';

export const bankFileCommand = command({
  name: 'bank-file',
  summary: 'gives Accord a file of the bank’s: a pain.002 or camt.054, whichever runs it answers',
  details:
    'Tells what became of each line. Sent again, a file counts once. The API key stands in ACCORD_KEY, of\n' +
    'a principal with the role finance. Ends with exit status 1 when a line was refused or is about\n' +
    'nothing that was paid from here; such lines are kept with the file.',
  operands: ['FILE'],
  options: API_OPTIONS,
  run: async (at, [path = '']) => {
    const api = ApiCalls.of(at);
    const bytes = await readFile(path);
    const key = `bank-file-${sha256Hex(bytes)}`;
    const answer = await api.post('/v1/bank-files', bytes, 'application/xml', key);
    if (answer.status >= 300) throw new Error(`${path}: ${refusal(answer)}`);
    const { lines } = objectIn(answer.text);
    const all = Array.isArray(lines) ? lines.map((one): Json => Object(one)) : [];
    for (const { line, id, outcome, why } of all) {
      const reason = typeof why === 'string' ? `  ${why}` : '';
      process.stdout.write(`line ${String(line)}  ${String(id)}  ${String(outcome)}${reason}\n`);
    }
    process.stdout.write(summaryOf(all));
    return all.some(({ outcome }) => outcome === 'refused' || outcome === 'unknown') ? 1 : 0;
  },
});

function summaryOf(lines: readonly Json[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of lines) {
    counts.set(String(outcome), (counts.get(String(outcome)) ?? 0) + 1);
  }
  const told = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  return `${lines.length} lines: ${told}\n`;
}
