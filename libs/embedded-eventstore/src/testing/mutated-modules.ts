import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { Mutant } from './engine-mutants';

const SRC = resolve(__dirname, '..');
/** Large modules that no mutant touches are loaded once for all. */
const SHARED = [
  'fast-check',
  '@grpc/grpc-js',
  'google-protobuf',
  're2js',
  ...[
    'shared_pb',
    'streams_pb',
    'streams_grpc_pb',
    'gossip_pb',
    'gossip_grpc_pb',
    'status_pb',
    'code_pb',
    'serverfeatures_pb',
    'serverfeatures_grpc_pb',
  ].map((name) => `@eventstore/db-client/generated/${name}`),
];

/**
 * Loads modules again with the fault in place; everything else is the source as it is.
 * @throws where the fault cannot be put in exactly once
 */
export function withMutant<T>(mutant: Mutant, load: () => T): T {
  const path = join(SRC, mutant.file);
  const code = mutate(readFileSync(path, 'utf8'), mutant);
  const shared = new Map(SHARED.map((name) => [name, jest.requireActual<object>(name)]));
  let loaded: T | undefined;
  jest.isolateModules(() => {
    for (const [name, actual] of shared) jest.doMock(name, () => actual);
    jest.doMock(path, () => evaluate(code, path));
    loaded = load();
  });
  for (const name of [path, ...SHARED]) jest.dontMock(name);
  if (loaded === undefined) throw new Error('nothing was loaded');
  return loaded;
}

function mutate(source: string, { name, file, find, replace }: Mutant): string {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(
      `"${name}": found ${parts.length - 1} times in ${file}, and must be found once:\n${find}`,
    );
  }
  return parts.join(replace);
}

function evaluate(source: string, path: string): object {
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2023 },
  });
  const exported = {};
  const load = (name: string): object =>
    jest.requireActual(name.startsWith('.') ? resolve(dirname(path), name) : name);
  // oxlint-disable-next-line typescript/no-implied-eval -- it has to run in the realm of the tests
  new Function('exports', 'require', outputText)(exported, load);
  return exported;
}
