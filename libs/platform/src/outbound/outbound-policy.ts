import ipaddr from 'ipaddr.js';

type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** All of IPv6 that is routed in public. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** "opened" is inside, but the operator opened it; "name" is no address at all. */
export type Whereabouts = 'public' | 'opened' | 'inside' | 'name';

/**
 * Whereto Accord may connect because a caller said so: public addresses, and the networks that the
 * operator opened. Private, loopback, link-local and metadata addresses are inside, whoever names them.
 */
export class OutboundPolicy {
  private readonly opened: readonly Network[];

  /** @param networks that are open though they are not public, as CIDR blocks; see `networksOf` */
  constructor(networks: readonly string[]) {
    this.opened = networks.map((network) => ipaddr.parseCIDR(network));
  }

  /** @param host an IPv4 or IPv6 address, in brackets or not, or a name */
  whereIs(host: string): Whereabouts {
    const address = host.replace(/^\[(.*)\]$/, '$1');
    if (!ipaddr.isValid(address)) return 'name';
    // An IPv4 address in IPv6's clothes is the IPv4 address.
    const parsed = ipaddr.process(address);
    const isOpened = this.opened.some(
      ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
    );
    if (isOpened) return 'opened';
    const isUnicast = parsed.range() === 'unicast';
    const isGlobal = parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
    return isUnicast && isGlobal ? 'public' : 'inside';
  }
}

/**
 * @param text CIDR blocks, separated by commas: "10.1.0.0/16,fd00::/8"
 * @throws RangeError naming the first that is none
 */
export function networksOf(text: string): string[] {
  const networks = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const wrong = networks.find((network) => !ipaddr.isValidCIDR(network));
  if (wrong !== undefined) throw new RangeError(`"${wrong}" is no network such as 10.1.0.0/16`);
  return networks;
}
