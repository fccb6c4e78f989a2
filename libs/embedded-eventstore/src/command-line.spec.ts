import { commandLine } from './command-line';

describe('The event store’s command line', () => {
  it('listens on this machine alone unless told otherwise', () => {
    expect(commandLine(['--data', 'd'])).toEqual({
      data: 'd',
      port: 2113,
      host: '127.0.0.1',
      isExposed: false,
      snapshotStep: 64 * 1024 * 1024,
      faults: false,
    });
    for (const host of ['127.0.0.2', '::1', 'localhost']) {
      expect(commandLine(['--data', 'd', '--host', host])).toMatchObject({ isExposed: false });
    }
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'db.example.com', '::ffff:10.0.0.1'])(
    'does not listen on %s unless forced to',
    (host) => {
      expect(() => commandLine(['--data', 'd', '--host', host])).toThrow('--expose');
      expect(commandLine(['--data', 'd', '--host', host, '--expose'])).toMatchObject({
        host,
        isExposed: true,
      });
    },
  );

  it.each([
    [[], '--data is missing'],
    [['--data', 'd', '--port', '65536'], 'no port'],
    [['--data', 'd', '--snapshot-mib', 'x'], 'no number above 0'],
    [['--data', 'd', '--snapshot-mib', '0'], 'no number above 0'],
    [['--data', 'd', '--fast'], '--fast'],
  ])('refuses %j', (args, why) => {
    expect(() => commandLine(args)).toThrow(why);
  });
});
