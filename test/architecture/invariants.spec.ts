import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './sources';

const lines = readFileSync(join(ROOT, 'docs/invariants.md'), 'utf8').split('\n');
const rows = lines.filter((line) => /^\| \d/.test(line));
const named = rows.flatMap((row) =>
  [...row.matchAll(/\[[^\]]+\]\(\.\.\/([^)]+)\): (.+?) *(?=<br>|\|)/g)].map(
    ([, file = '', title = '']) => ({ file, title }),
  ),
);

/** Titles of the tests that a spec runs; skipped ones are none. */
function titlesIn(file: string): ReadonlySet<string> {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^it(\.each\b|$)/.test(node.expression.getText(source))) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.add(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

describe('The invariants', () => {
  it('each name a test', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !row.includes('.spec.ts): '))).toEqual([]);
    expect(named).toHaveLength(rows.join('').split('](').length - 1);
  });

  it('name tests that exist and run', () => {
    const known = new Map([...new Set(named.map(({ file }) => file))].map((f) => [f, titlesIn(f)]));
    expect(named.filter(({ file, title }) => !known.get(file)?.has(title))).toEqual([]);
  });
});
