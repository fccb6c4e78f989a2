import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAddresses, readConfig } from './config';

const EVENTSTORE_URL = 'esdb://admin:secret@eventstore:2113?tls=true';
const DATABASE_URL = 'postgres://accord:secret@postgres:5432/accord';

describe('Addresses from files', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'accord-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const fileWith = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it('takes the address from the file, without the line end that editors leave', () => {
    const config = readConfig({
      EVENTSTORE_URL_FILE: fileWith('eventstore', `${EVENTSTORE_URL}\n`),
      DATABASE_URL_FILE: fileWith('database', DATABASE_URL),
      REDIS_URL_FILE: fileWith('redis', 'redis://:secret@redis:6379\n'),
    });
    expect(config).toMatchObject({
      EVENTSTORE_URL,
      DATABASE_URL,
      REDIS_URL: 'redis://:secret@redis:6379',
    });
  });

  it('leaves Redis out when neither variable names it', () => {
    expect(readConfig({ EVENTSTORE_URL, DATABASE_URL }).REDIS_URL).toBeUndefined();
  });

  it('refuses an address that is given twice, since one of the two would be ignored', () => {
    const twice = { EVENTSTORE_URL, DATABASE_URL, DATABASE_URL_FILE: '/run/secrets/database_url' };
    expect(() => readConfig(twice)).toThrow(
      'The environment does not configure Accord:\n' +
        '  DATABASE_URL: is set, and so is DATABASE_URL_FILE; set one of the two',
    );
  });

  it('names the variable and the path of a file that cannot be read, once', () => {
    const missing = join(folder, 'nothing-here');
    const read = (): unknown => readConfig({ EVENTSTORE_URL, DATABASE_URL_FILE: missing });
    expect(read).toThrow('  DATABASE_URL: DATABASE_URL_FILE names a file that cannot be read: ');
    expect(read).toThrow(missing);
    expect(read).not.toThrow(/DATABASE_URL: .*\n.*DATABASE_URL: /);
  });

  it('checks what a file holds like any other address, and does not repeat it', () => {
    const wrong = fileWith('database', 'mysql://accord:secret@db/accord');
    const read = (): unknown => readConfig({ EVENTSTORE_URL, DATABASE_URL_FILE: wrong });
    expect(read).toThrow('DATABASE_URL: must be a postgres:// address');
    expect(read).not.toThrow('secret');
  });
});

describe('The addresses of a program that can do without them', () => {
  it('are those that are set, from whichever variable, or none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-addresses-'));
    const file = join(folder, 'database');
    writeFileSync(file, `${DATABASE_URL}\n`);
    const environment = { EVENTSTORE_URL, DATABASE_URL_FILE: file, REDIS_URL: '' };
    expect(readAddresses(environment)).toEqual({ EVENTSTORE_URL, DATABASE_URL });
    expect(readAddresses({})).toEqual({});
    rmSync(folder, { recursive: true });
    expect(() => readAddresses(environment)).toThrow(`DATABASE_URL_FILE names a file that cannot`);
  });
});

describe('Networks that webhooks may reach', () => {
  it('are none by default, and else each a CIDR block', () => {
    const config = (ACCORD_WEBHOOK_NETWORKS?: string) =>
      readConfig({ EVENTSTORE_URL, DATABASE_URL, ACCORD_WEBHOOK_NETWORKS });
    expect(config().ACCORD_WEBHOOK_NETWORKS).toEqual([]);
    expect(config('10.1.0.0/16, fd00::/8').ACCORD_WEBHOOK_NETWORKS).toEqual([
      '10.1.0.0/16',
      'fd00::/8',
    ]);
    expect(() => config('10.1.0.1')).toThrow('ACCORD_WEBHOOK_NETWORKS: "10.1.0.1" is no network');
  });
});
