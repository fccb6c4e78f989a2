import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { platformCatalogs } from '@accord/platform';
import { contextCatalogs } from '../../apps/contexts';

const LIBS = resolve(__dirname, '../../libs');

const fixtures = readdirSync(LIBS)
  .map((lib) => join(LIBS, lib, 'src/fixtures'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => ({ name, file: join(folder, name) })));

const versions = [...platformCatalogs, ...contextCatalogs].flatMap((catalog) =>
  Object.entries(catalog.specs).flatMap(([type, { version }]) =>
    Array.from({ length: version }, (_, i) => `${type}.v${i + 1}.json`),
  ),
);

describe('Stored events', () => {
  it.each(versions)('have a stored example of %s, so that it can be read for ever', (name) => {
    const found = fixtures.find((fixture) => fixture.name === name);
    const text = found ? readFileSync(found.file, 'utf8') : '{}';
    const { type, data } = JSON.parse(text) as { type?: unknown; data?: unknown };
    expect({ name, type }).toEqual({ name, type: name.split('.')[0] });
    expect(typeof data).toBe('object');
  });

  it('have no example of a type that is not written any more', () => {
    expect(fixtures.map(({ name }) => name).filter((name) => !versions.includes(name))).toEqual([]);
  });
});
