import nest from '../../nest-cli.json';
import { linesWith, sourcesBelow } from './sources';

const CONTEXTS = [
  'partners',
  'programs',
  'rates',
  'customers',
  'deals',
  'sales',
  'incentives',
  'mdf',
  'payouts',
  'audit',
].map((name) => `libs/${name}/src`);

describe('What no product code may contain', () => {
  it('an append without an expected revision: every write names what it was decided on', () => {
    const writers = sourcesBelow('apps', 'libs').filter(
      ({ path }) => !path.startsWith('libs/embedded-eventstore/'),
    );
    expect(linesWith(writers, /\bANY\b|STREAM_EXISTS|expectedRevision: ['"]any/)).toEqual([]);
  });

  it('a clock or a random number in a context: both come with the command', () => {
    const sources = sourcesBelow(...CONTEXTS);
    const pattern = /new Date\(\)|Date\.now|Math\.random|randomUUID|randomBytes|performance\.now/;
    expect(linesWith(sources, pattern)).toEqual([]);
  });

  it('floating-point money: amounts are bigint minor units', () => {
    const sources = sourcesBelow('libs/kernel/src', ...CONTEXTS);
    const pattern =
      /parseFloat|toFixed\(|Number\([^)]*(minor|amount|fee|rate)|(minor|amount|fee)\??: number/i;
    expect(linesWith(sources, pattern)).toEqual([]);
  });

  it('a cast to get past the compiler', () => {
    const pattern = /\bas any\b|as unknown as|@ts-ignore|@ts-expect-error|@ts-nocheck/;
    expect(linesWith(sourcesBelow('apps', 'libs'), pattern)).toEqual([]);
  });

  it('a swallowed error', () => {
    const pattern = /catch\s*(\([^)]*\))?\s*\{\s*\}/;
    expect(linesWith(sourcesBelow('apps', 'libs'), pattern)).toEqual([]);
  });

  it('a driver of the log, the database or the queue behind another name than its own', () => {
    const sources = sourcesBelow('libs', 'apps');
    const dynamic = /(?:require|import)\(\s*['"](?:pg|kysely|bullmq|ioredis|@eventstore)/;
    expect(linesWith(sources, dynamic)).toEqual([]);
  });

  it('a request or an answer in a file that the description of the API does not read', () => {
    const { plugins } = nest.compilerOptions;
    const read = plugins.flatMap(({ options }) => options.dtoFileNameSuffix);
    const elsewhere = sourcesBelow('apps', 'libs').filter(
      ({ path }) => !read.some((suffix) => path.endsWith(suffix)),
    );
    expect(linesWith(elsewhere, /^export class \w+(Request|Body|Reply|Response)\b/)).toEqual([]);
    const controllers = elsewhere.filter(({ path }) => path.endsWith('.controller.ts'));
    expect(linesWith(controllers, /^(export )?class \w+(?<!Controller) /)).toEqual([]);
  });
});
