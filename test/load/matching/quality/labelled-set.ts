import type { Company } from '@accord/customers';

/**
 * What counts as found: whatever is brought up as a conflict (from the review threshold on), or only what
 * is not taken for another company of a group.
 */
export type Found = 'brought up' | 'as one company';

/** A company of a set. Those of one cluster are the same by its labels. */
export interface Labelled {
  readonly cluster: string;
  readonly company: Company;
}

/** Two companies and whether they are the same by the labels. */
export interface LabelledPair {
  readonly left: Company;
  readonly right: Company;
  readonly same: boolean;
}

export interface Target {
  readonly recall?: number;
  readonly precision?: number;
  readonly f1?: number;
}

/** Customers' names of which somebody said who is who. */
export type LabelledSet = {
  readonly name: string;
  readonly found: Found;
  readonly target: Target;
} & ({ readonly members: readonly Labelled[] } | { readonly pairs: readonly LabelledPair[] });

export const named = (name: string, domain: string | null = null): Company => ({
  name,
  country: null,
  domain,
  registerNumbers: [],
});

export function byCluster(members: readonly Labelled[]): ReadonlyMap<string, readonly Labelled[]> {
  const clusters = new Map<string, Labelled[]>();
  for (const member of members) {
    const cluster = clusters.get(member.cluster);
    if (cluster) cluster.push(member);
    else clusters.set(member.cluster, [member]);
  }
  return clusters;
}
