import { readAddress, type Address } from './addresses';
import { blockKeysOf, type BlockKey } from './block-keys';
import type { Company } from './company';
import { readName, type CompanyName } from './company-name';
import { readDomain, type Domain } from './domains';

/** A company taken apart, once, for any number of comparisons. */
export interface ReadCompany {
  readonly company: Company;
  readonly name: CompanyName;
  readonly domain: Domain | undefined;
  readonly address: Address | undefined;
  /** Sorted, each once. */
  readonly keys: readonly BlockKey[];
  /** Of all ways of reading the name. */
  readonly words: ReadonlySet<string>;
}

/** Keys and words are worked out when they are first asked for: most comparisons need none. */
export function readCompany(company: Company): ReadCompany {
  const name = readName(company.name);
  const domain = readDomain(company.domain);
  let keys: readonly BlockKey[] | undefined;
  let words: ReadonlySet<string> | undefined;
  return {
    company,
    name,
    domain,
    address: readAddress(company.address),
    get keys() {
      return (keys ??= blockKeysOf(name, domain, company.registerNumbers));
    },
    get words() {
      return (words ??= new Set(name.readings.flatMap((reading) => reading.words)));
    },
  };
}
