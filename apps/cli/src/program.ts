import { readFile } from 'node:fs/promises';
import { changes, readDocument, type ProgramRules } from '@accord/programs';
import { command } from './command';

export const checkProgramCommand = command({
  name: 'program check',
  summary: 'reads a program document and names every fault in it, without a running Accord',
  details: 'Ends with exit status 1 when the document has a fault.',
  operands: ['FILE'],
  options: {},
  run: async (_options, [file = '']) => {
    const rules = await rulesIn(file);
    if (rules)
      process.stdout.write(`${file}: ${rules.name}, in force from ${rules.effectiveFrom}\n`);
    return rules ? 0 : 1;
  },
});

export const diffProgramCommand = command({
  name: 'program diff',
  summary: 'says in words what the second program document changes about the first',
  details: 'Ends with exit status 1 when one of them has a fault.',
  operands: ['BEFORE', 'AFTER'],
  options: {},
  run: async (_options, [before = '', after = '']) => {
    const [old, now] = [await rulesIn(before), await rulesIn(after)];
    if (!old || !now) return 1;
    const sentences = changes(old, now);
    const text = sentences.length > 0 ? sentences.join('\n') : 'Both mean the same.';
    process.stdout.write(`${text}\n`);
    return 0;
  },
});

/** @returns the rules in the file; undefined after its faults were written, each with its path */
async function rulesIn(file: string): Promise<ProgramRules | undefined> {
  const read = readDocument(await readFile(file, 'utf8'));
  if ('rules' in read) return read.rules;
  for (const { path, message } of read.faults) {
    process.stderr.write(`${file}: ${path === '' ? '' : `${path}: `}${message}\n`);
  }
  return undefined;
}
