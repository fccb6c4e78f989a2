import { lookup } from 'node:dns/promises';
import type { OutboundPolicy } from '@accord/platform';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Finds the addresses of a host. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

/** As the operating system does; an address has itself. */
export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** A host that webhooks may not reach. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * @returns the addresses of the URL's host, each of them allowed: connect to these and to no others,
 *   since the name may lead elsewhere the next time that somebody asks
 * @throws AddressRefused when one of them is inside, or is public and the URL is not https
 */
export async function checkedAddresses(
  { hostname, protocol }: URL,
  policy: OutboundPolicy,
  resolve: Resolve,
): Promise<readonly Address[]> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new AddressRefused(`${host} has no address`);
  for (const { address } of addresses) {
    const where = policy.whereIs(address);
    if (where === 'opened' || (where === 'public' && protocol === 'https:')) continue;
    const why = where === 'public' ? 'is reached by https only' : 'is not a public address';
    throw new AddressRefused(`${host} leads to ${address}, which ${why}`);
  }
  return addresses;
}
