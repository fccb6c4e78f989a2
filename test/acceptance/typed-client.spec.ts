import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { asObject } from '../support/api-client';
import { DIST } from '../support/accord-under-test';

const ROOT = resolve(__dirname, '../..');

describe('The typed client', () => {
  it('has the types that the compiled API describes', () => {
    // What runs before the script would build everything once more.
    const check = ['run', '--silent', '--ignore-scripts', 'client', '--', '--check'];
    const { status, stderr } = spawnSync('npm', check, { cwd: ROOT, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
  });

  it('knows the form of every answer', () => {
    const describe = [join(DIST, 'apps/api/src/describe.js')];
    const { stdout } = spawnSync(process.execPath, describe, {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const paths = Object.entries(asObject(asObject(JSON.parse(stdout))['paths']));
    const formless = paths.flatMap(([path, operations]) =>
      Object.entries(asObject(operations)).flatMap(([method, operation]) => {
        const { 200: read, 201: written } = asObject(asObject(operation)['responses']);
        return 'content' in asObject(written ?? read) ? [] : [`${method} ${path}`];
      }),
    );
    expect(paths.length).toBeGreaterThan(100);
    expect(formless).toEqual([]);
  });
});
