import { OutboundPolicy, networksOf } from './outbound-policy';

describe('An address that a caller names', () => {
  const policy = new OutboundPolicy([]);

  it.each([
    ['127.0.0.1'],
    ['127.255.255.254'],
    ['10.0.0.1'],
    ['172.16.0.1'],
    ['192.168.1.1'],
    ['100.64.0.1'],
    ['169.254.169.254'],
    ['0.0.0.0'],
    ['224.0.0.1'],
    ['255.255.255.255'],
    ['::1'],
    ['::'],
    ['::ffff:127.0.0.1'],
    ['::ffff:7f00:1'],
    ['::ffff:169.254.169.254'],
    ['::127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['fe80::1'],
    ['fd00:ec2::254'],
    ['fec0::1'],
    ['ff02::1'],
    ['[::1]'],
  ])('%s is inside', (address) => {
    expect(policy.whereIs(address)).toBe('inside');
  });

  it.each([['localhost'], ['hooks.example.com'], ['']])('"%s" is none', (host) => {
    expect(policy.whereIs(host)).toBe('name');
  });

  it.each([['93.184.215.14'], ['8.8.8.8'], ['::ffff:8.8.8.8'], ['2606:4700::6810:84e5']])(
    '%s is public',
    (address) => {
      expect(policy.whereIs(address)).toBe('public');
    },
  );

  it('is open in the networks that the operator names, and only there', () => {
    const opened = new OutboundPolicy(networksOf('127.0.0.0/8, fd00::/8'));
    const all = ['127.0.0.1', '::ffff:127.0.0.1', 'fd12::1', '10.0.0.1', '::1', '8.8.8.8'];
    expect(all.map((address) => opened.whereIs(address))).toEqual([
      'opened',
      'opened',
      'opened',
      'inside',
      'inside',
      'public',
    ]);
  });

  it('has networks that are written as such', () => {
    expect(networksOf('')).toEqual([]);
    expect(() => networksOf('10.0.0.0/8,10.0.0.1')).toThrow('"10.0.0.1" is no network');
  });
});
