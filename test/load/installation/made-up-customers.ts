import type { CustomerClaim } from '@accord/customers';
import { Seeded } from './seeded';

const words = (text: string): readonly string[] => text.split(' ');

const ONSETS = words('b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sch st t tr v w z');
const VOWELS = words('a e i o u ai au ei ia io ou');
const CODAS = words('b ck d l ll m n nd ng r rn rt s st t tz x');
const TRADES = words(
  'Bau Chemie Components Consulting Controls Dental Design Electronics Energy Engineering Foods Glass ' +
    'Hotels Instruments Insurance Labs Logistics Media Medical Motors Networks Optics Packaging Pharma ' +
    'Plastics Robotics Security Software Solutions Steel Systems Technologies Telecom Textiles Tools Trading',
);
const COMMON = words(
  'Advanced Applied Central Digital Eastern First General Global National United',
);
const PLACES = words(
  'Aachen Aarhus Basel Bergen Bilbao Bologna Bremen Brno Calgary Cardiff Dallas Denver Dijon Dublin ' +
    'Essen Gdansk Geneva Ghent Graz Halifax Hamburg Houston Izmir Kassel Leeds Leipzig Lille Linz Lyon ' +
    'Madrid Malmo Memphis Milan Munich Nantes Odense Osaka Ottawa Porto Prague Quebec Reno Riga Seattle ' +
    'Seville Siena Tampa Tampere Turin Utrecht Vienna Vilnius Warsaw York Zagreb Zurich',
);
const UNITS = words('Holding Services International Deutschland France Iberia Nordic Asia');
/** Names that very many customers begin or end with. */
const PUBLIC = [
  (place: string, n: number) => `University of ${place} ${n}`,
  (place: string, n: number) => `${place} Savings Bank ${n}`,
  (place: string, n: number) => `First National Bank of ${place} ${n}`,
  (place: string, n: number) => `City of ${place} School District ${n}`,
  (place: string, n: number) => `Stadtwerke ${place} ${n}`,
  (place: string, n: number) => `Hospital ${place} ${n}`,
] as const;
const FORMS = [
  ['GmbH', 'DE', 'de'],
  ['AG', 'CH', 'ch'],
  ['Ltd', 'GB', 'co.uk'],
  ['SA', 'FR', 'fr'],
  ['S.p.A.', 'IT', 'it'],
  ['Inc.', 'US', 'com'],
  ['B.V.', 'NL', 'nl'],
  ['AB', 'SE', 'se'],
] as const;

/** A brand is carried by so many customers on average, the most common ones by very many more. */
const CUSTOMERS_PER_BRAND = 3;

/** Made-up customers: the n-th one is always the same for one seed, however many there are. */
export class MadeUpCustomers {
  constructor(private readonly seed: number) {}

  /** @returns what some registration said about the n-th customer */
  claim(n: number): CustomerClaim {
    const random = new Seeded(this.seed, n);
    const [form, country, suffix] = random.pick(FORMS);
    const core = this.core(random, n);
    const label = core
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40);
    return {
      name: `${core} ${form}`,
      country,
      domain: random.next() < 0.7 ? `${label}.${suffix}` : null,
      registerNumbers:
        random.next() < 0.2 ? [{ kind: 'register', value: `HRB ${100_000 + n}`, country }] : [],
    };
  }

  /** The n-th customer as somebody else would write it: misspelt, shortened, or without a domain. */
  variant(n: number): CustomerClaim {
    const random = new Seeded(this.seed + 1, n);
    const claim = this.claim(n);
    const parts = claim.name.split(' ');
    const at = random.below(parts[0]?.length ?? 1);
    const changed = [
      () => parts.slice(0, -1),
      () => [(parts[0] ?? '').slice(0, at) + (parts[0] ?? '').slice(at + 1), ...parts.slice(1)],
      () => parts.toSorted(),
      () => parts.map((part) => part.toUpperCase()),
    ];
    const name = random.pick(changed)().join(' ');
    return {
      ...claim,
      name,
      domain: random.next() < 0.5 ? claim.domain : null,
      registerNumbers: [],
    };
  }

  /** A university, bank, city or hospital: its words stand in the names of very many customers. */
  publicBody(n: number): CustomerClaim {
    const random = new Seeded(this.seed + 3, n);
    return { name: publicName(random), country: 'DE', domain: null, registerNumbers: [] };
  }

  private core(random: Seeded, n: number): string {
    const kind = random.next();
    if (kind < 0.1) return publicName(random);
    const place = random.pick(PLACES);
    if (kind < 0.17) return `${random.pick(COMMON)} ${random.pick(TRADES)} ${place}`;
    const brand = this.brand(random, n);
    if (kind < 0.3) return `${brand} ${random.pick(UNITS)}`;
    if (kind < 0.45) return `${brand} ${this.brand(random, n)} ${random.pick(TRADES)}`;
    return `${brand} ${random.pick(TRADES)}`;
  }

  /** The lower the brand's number, the more carry it: the square of a random number is more often low. */
  private brand(random: Seeded, n: number): string {
    const brands = Math.max(1, Math.floor(n / CUSTOMERS_PER_BRAND));
    return brandName(new Seeded(this.seed + 2, Math.floor(random.next() ** 2 * brands)));
  }
}

const publicName = (random: Seeded): string =>
  random.pick(PUBLIC)(random.pick(PLACES), 1 + random.below(400));

function brandName(random: Seeded): string {
  const syllables = 2 + random.below(2);
  const text = Array.from({ length: syllables }, () => random.pick(ONSETS) + random.pick(VOWELS));
  const name = text.join('') + random.pick(CODAS);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
