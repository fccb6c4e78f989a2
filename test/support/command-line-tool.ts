import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DIST } from './accord-under-test';

export const COMMAND_LINE_TOOL = join(DIST, 'apps/cli/src/main.js');
const MAX_OUTPUT = 64 * 1024 * 1024;

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Addresses of stores, and how Node runs the tool; what is absent is not set. */
export interface Environment {
  readonly NODE_OPTIONS?: string;
  readonly EVENTSTORE_URL?: string;
  readonly DATABASE_URL?: string;
  readonly DATABASE_URL_FILE?: string;
}

/** Runs the command line tool as an operator would. */
export async function runAccord(
  args: readonly string[],
  environment: Environment = {},
): Promise<Ended> {
  const { EVENTSTORE_URL: _, DATABASE_URL: __, ...inherited } = process.env;
  const options = { env: { ...inherited, ...environment }, maxBuffer: MAX_OUTPUT };
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [COMMAND_LINE_TOOL, ...args],
      options,
    );
    return { status: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr }: Record<string, unknown> = Object(error);
    return { status: Number(code), out: String(stdout), err: String(stderr) };
  }
}
