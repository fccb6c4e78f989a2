import { Seeded } from '../../installation/seeded';
import { byCluster, named, type Labelled, type LabelledSet } from './labelled-set';

/** Legal forms and how else they are written. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/ AG$/, ' A.G.'],
  [/ GmbH$/, ' G.m.b.H.'],
  [/ Inc\.?$/, ' Incorporated'],
  [/ Corporation$/, ' Corp.'],
  [/ Company$/, ' Co.'],
  [/ (?:Limited|Ltd)$/, ' Ltd.'],
  [/ S\.A\.$/, ' SA'],
  [/ plc$/i, ' P.L.C.'],
];
const BESIDE: Readonly<Record<string, string>> = {
  a: 's', b: 'v', c: 'x', d: 'f', e: 'r', f: 'g', g: 'h', h: 'j', i: 'o', k: 'l', l: 'k', m: 'n',
  n: 'm', o: 'p', p: 'o', r: 't', s: 'd', t: 'r', u: 'i', v: 'b', w: 'e', x: 'c', y: 'u', z: 'x',
}; // prettier-ignore
const VARIANTS = 3;

type Change = (name: string, random: Seeded) => string;

/** Somewhere behind the first letter, as hardly anybody mistypes that. */
const at = (name: string, random: Seeded): number => 1 + random.below(Math.max(1, name.length - 1));
const replaced = (name: string, from: number, length: number, by: string): string =>
  name.slice(0, from) + by + name.slice(from + length);

const left: Change = (name, random) => replaced(name, at(name, random), 1, '');
const doubled: Change = (name, random) => {
  const n = at(name, random);
  return replaced(name, n, 0, name[n] ?? '');
};
const swapped: Change = (name, random) => {
  const n = at(name, random);
  const [one = '', two = ''] = name.slice(n, n + 2);
  return replaced(name, n, 2, two + one);
};
const mistyped: Change = (name, random) => {
  const n = at(name, random);
  const letter = name[n] ?? '';
  return replaced(name, n, 1, BESIDE[letter.toLowerCase()] ?? letter);
};

/** What happens to names that people type, weighed by how often it stands here. */
const CHANGES: readonly Change[] = [
  left,
  doubled,
  swapped,
  mistyped,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  (name) => FORMS.reduce((text, [form]) => text.replace(form, ''), name),
  (name) => FORMS.reduce((text, [form, otherwise]) => text.replace(form, otherwise), name),
  (name) => name.replace(/ (?=\S+$)/, ''),
  (name) => name.replace(/ /g, '-'),
  (name) => name.replace(/[.,'-]/g, ' '),
  (name) => (name.includes('&') ? name.replace('&', 'and') : name.replace(/ and /i, ' & ')),
  (name) => `${name}.`,
];

/** One or two changes to a name; the same seed makes the same. */
export function misspelt(name: string, random: Seeded): string {
  const once = random.pick(CHANGES)(name, random);
  return random.next() < 0.5 ? once : random.pick(CHANGES)(once, random);
}

/** Of each cluster the longest name, as short ones are too easily others', and three misspellings of it. */
export function misspellings(
  name: string,
  members: readonly Labelled[],
  seed: number,
): LabelledSet {
  return {
    name,
    found: 'as one company',
    target: { recall: 0.92, precision: 0.985 },
    members: [...byCluster(members)].flatMap(([cluster, ofCluster], n) => {
      const names = ofCluster.map(({ company }) => company.name);
      const longest = names.reduce((a, b) => (b.length > a.length ? b : a));
      const random = new Seeded(seed, n);
      const variants = Array.from({ length: VARIANTS }, () => misspelt(longest, random));
      return [longest, ...variants].map((text) => ({ cluster, company: named(text) }));
    }),
  };
}
