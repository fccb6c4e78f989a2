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

export const readCompany = (company: Company): ReadCompany => new TakenApart(company);

/** Keys and words are worked out when they are first asked for: most comparisons need none. */
class TakenApart implements ReadCompany {
  readonly name: CompanyName;
  readonly domain: Domain | undefined;
  readonly address: Address | undefined;
  private allKeys: readonly BlockKey[] | undefined;
  private allWords: ReadonlySet<string> | undefined;

  constructor(readonly company: Company) {
    this.name = readName(company.name);
    this.domain = readDomain(company.domain);
    this.address = readAddress(company.address);
  }

  get keys(): readonly BlockKey[] {
    return (this.allKeys ??= blockKeysOf(this.name, this.domain, this.company.registerNumbers));
  }

  get words(): ReadonlySet<string> {
    return (this.allWords ??= new Set(this.name.readings.flatMap(({ words }) => words)));
  }
}
