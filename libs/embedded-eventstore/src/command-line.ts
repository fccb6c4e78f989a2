import { BlockList, isIP } from 'node:net';
import { parseArgs } from 'node:util';

export const HELP = `Usage: eventstore --data DIR [options]

Serves an event store that speaks EventStoreDB's Streams protocol, for development, tests and single
machines, without TLS and users.

  --data DIR          where the log is kept; created if need be
  --port N            port (default 2113; 0 takes any that is free)
  --host ADDRESS      address to listen on (default 127.0.0.1); any but a loopback address needs --expose
  --expose            listen where other machines can reach it: each of them may then read, write and
                      delete everything
  --snapshot-mib N    write the index down after so many MiB of the log, or a sixteenth of it if that is
                      more (default 64), so that a start after a crash reads no more than that
  --faults            lets the process that started this one inject faults; for tests
  --help              this text

Connect with esdb://127.0.0.1:<port>?tls=false
`;

export interface CommandLine {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  /** The address is not this machine's alone. */
  readonly isExposed: boolean;
  /** Bytes of the log. */
  readonly snapshotStep: number;
  readonly faults: boolean;
}

/** @returns undefined when only help was asked for @throws Error that says what is wrong */
export function commandLine(args: readonly string[]): CommandLine | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '2113' },
      host: { type: 'string', default: '127.0.0.1' },
      expose: { type: 'boolean', default: false },
      'snapshot-mib': { type: 'string', default: '64' },
      faults: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { data, host, faults } = values;
  if (data === undefined) throw new Error('--data is missing; see --help');
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new Error(`--port ${values.port} is no port: a number from 0 to 65535`);
  }
  const isExposed = !isLoopback(host);
  if (isExposed && !values.expose) {
    throw new Error(
      `--host ${host} is not a loopback address: there are no users and no TLS, so that everybody who ` +
        'reaches it may read, write and delete everything; say --expose if that is what you want',
    );
  }
  const mib = Number(values['snapshot-mib']);
  if (!(mib > 0)) throw new Error(`--snapshot-mib ${values['snapshot-mib']} is no number above 0`);
  return { data, port, host, isExposed, snapshotStep: mib * 1024 * 1024, faults };
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  return isIP(host) > 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}
