const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(
  ' ',
);
const EMEA = [
  ...EU,
  ...'GB CH NO IS TR IL AE SA QA KW BH OM JO EG MA TN DZ ZA NG KE GH'.split(' '),
];
const APAC = 'AU NZ JP KR IN SG MY TH ID PH VN HK TW CN MO BD LK PK MM KH LA NP MN BN PG FJ'.split(
  ' ',
);
const LATAM = 'MX BR AR CL CO PE EC UY PY BO VE CR PA GT HN SV NI DO CU JM TT BZ GY SR PR'.split(
  ' ',
);
const NA = ['US', 'CA'];

/** What people commonly mean by the names of regions, in ISO 3166-1 countries. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  EU,
  EEA: [...EU, 'NO', 'IS', 'LI'],
  EMEA,
  APAC,
  LATAM,
  NA,
  AMER: [...NA, ...LATAM],
  DACH: ['DE', 'AT', 'CH'],
  BENELUX: ['BE', 'NL', 'LU'],
  NORDICS: ['DK', 'SE', 'NO', 'FI', 'IS'],
  UKI: ['GB', 'IE'],
  UK: ['GB'],
  ANZ: ['AU', 'NZ'],
  ASEAN: ['SG', 'MY', 'TH', 'ID', 'PH', 'VN', 'MM', 'KH', 'LA', 'BN'],
};
const EVERYWHERE = ['WORLDWIDE', 'GLOBAL', 'WORLD'];

/**
 * @param names two territories of which nothing else is known
 * @returns whether people who read them would say that they share a country
 */
export function commonlyOverlap(...names: readonly [string, string]): boolean {
  const [left, right] = names.map((name) => name.toUpperCase());
  if (left === undefined || right === undefined || left === right) return left === right;
  if (EVERYWHERE.includes(left) || EVERYWHERE.includes(right)) return true;
  const countries = countriesOf(right);
  return countriesOf(left).some((country) => countries.includes(country));
}

const countriesOf = (name: string): readonly string[] => REGIONS[name] ?? [name];
