import { Problem } from './problem';
import { isDryRun } from './http-call';

/** What a command's query makes of it: whether it is only tried, or the faults that are told. */
function read(query: object, knows: readonly string[] = []): boolean | string[] {
  try {
    return isDryRun(query, knows);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.errors.map(({ code, path }) => `${code} ${path}`);
  }
}

describe('The query of a command', () => {
  it('says whether the command is only tried', () => {
    expect(read({})).toBe(false);
    expect(read({ dryRun: 'false' })).toBe(false);
    expect(read({ dryRun: 'true' })).toBe(true);
    expect(read({ dryRun: 'yes' })).toEqual(['not-boolean dryRun']);
    expect(read({ dryRun: ['true', 'false'] })).toEqual(['not-boolean dryRun']);
  });

  // Whoever writes it so means to try the command, and must not find it done.
  it.each(['dryrun', 'dry_run', 'dryRun ', 'minPosition'])('has no "%s"', (name) => {
    expect(read({ [name]: 'true' })).toEqual([`query-unknown ${name}`]);
  });

  it('has what its route knows beside that', () => {
    expect(read({ reach: 'all-history', dryRun: 'true' }, ['reach'])).toBe(true);
  });
});
