import { askedKeys } from './asked-keys';
import { readCompany } from './read-company';

const asked = (name: string) =>
  askedKeys(readCompany({ name, country: 'DE', domain: 'acme.de', registerNumbers: [] }));

describe('The keys that are looked up', () => {
  it('are worth more the fewer share them by chance', () => {
    const weights = Object.fromEntries(asked('Zorvex Bau').map(({ key, weight }) => [key, weight]));
    expect(weights).toMatchObject({
      'D:acme.de': 20,
      'S:zorvexbau': 20,
      'T:zorvex': 8,
      'W:bau zorvex': 6,
      'P:zorvex': 3,
      'T:zorvx': 2,
    });
  });

  it('count once for a word and its misspellings, of which fewer are read', () => {
    const ofWord = asked('Zorvex').filter(({ part }) => part === 'T:zorvex');
    expect(ofWord.map(({ key, weight, most }) => [key, weight, most])).toEqual([
      ['T:orvex', 2, 200],
      ['T:zorex', 2, 200],
      ['T:zorve', 2, 200],
      ['T:zorvex', 8, 2_000],
      ['T:zorvx', 2, 200],
      ['T:zovex', 2, 200],
      ['T:zrvex', 2, 200],
    ]);
  });

  it('keep two misspelt words apart', () => {
    const parts = new Set(asked('Zorvex Quandaris').map(({ part }) => part));
    expect([...parts].filter((part) => part.startsWith('T:'))).toEqual(
      expect.arrayContaining(['T:quandaris', 'T:zorvex']),
    );
    expect([...parts].filter((part) => part.startsWith('T:'))).toHaveLength(2);
  });
});
