import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const LIBS = join(__dirname, '../../libs');
/** They start processes, or say nothing of a calculation or posting and take long. */
const LEFT_OUT = /\.int\.spec\.ts$|(payment-file|bank-answers|statement-files)\//;

/** Declares the tests of a lib in the file that calls it, so that what they share is loaded once for each mutant. */
export function everySpecOf(lib: string): void {
  const source = join(LIBS, lib, 'src');
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (path.endsWith('.spec.ts') && !LEFT_OUT.test(path)) require(join(source, path));
  }
}
