import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '@accord/platform';

const ROOT = resolve(__dirname, '../..');
const dockerfile = readFileSync(join(ROOT, 'docker/Dockerfile'), 'utf8');

const mount = z.union([
  z.string().transform((name) => ({ source: name, target: `/run/secrets/${name}` })),
  z.object({ source: z.string(), target: z.string() }),
]);
const service = z.object({
  image: z.string(),
  build: z.object({ dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(mount),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  restart: z.literal('unless-stopped'),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  deploy: z.object({
    replicas: z.number().default(1),
    resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }),
  }),
});
const compose = z
  .object({
    services: z.record(z.string(), service),
    networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
  })
  .parse(parse(readFileSync(join(ROOT, 'docker/compose.yaml'), 'utf8'), { merge: true }));
const services = Object.entries(compose.services);

describe('The containers', () => {
  it('are those of the design, each process of Accord at least twice', () => {
    const replicas = services.map(([name, { deploy }]) => [name, deploy.replicas]);
    expect(Object.fromEntries(replicas)).toEqual({
      eventstore: 1,
      postgres: 1,
      redis: 1,
      api: 2,
      projector: 2,
      worker: 2,
    });
  });

  it('pin a release of every image', () => {
    const built = [...dockerfile.matchAll(/^FROM (\S+:\S+)/gm)].map(([, image]) => image);
    const pulled = services.filter(([, { build }]) => !build).map(([, { image }]) => image);
    expect(built).toEqual([expect.stringMatching(/^node:24\.\d+\.\d+-/)]);
    expect(pulled).toEqual([
      expect.stringMatching(/^eventstore\/eventstore:23\.10\.\d+-/),
      expect.stringMatching(/^postgres:17\.\d+-/),
      expect.stringMatching(/^redis:7\.\d+\.\d+-/),
    ]);
  });

  it("have a health check, the image's or their own, and wait for that of what they need", () => {
    expect(dockerfile).toMatch(/^HEALTHCHECK [^]*\/health\/live/m);
    const unchecked = services.filter(
      ([, { healthcheck, build, command }]) => !healthcheck && (!build || command),
    );
    expect(unchecked).toEqual([]);
    const waits = services.flatMap(([, { depends_on }]) => Object.values(depends_on));
    expect(waits.length).toBeGreaterThan(0);
    expect(waits.filter(({ condition }) => condition !== 'service_healthy')).toEqual([]);
  });

  it('run processes that exist, without root', () => {
    const entries = [dockerfile, ...services.flatMap(([, { command }]) => command ?? [])].flatMap(
      (text) => [...text.matchAll(/dist\/(apps\/\w+\/src\/main)\.js/g)].map(([, entry]) => entry),
    );
    expect(entries).toEqual(['api', 'projector', 'worker'].map((app) => `apps/${app}/src/main`));
    expect(entries.filter((entry) => !existsSync(join(ROOT, `${entry}.ts`)))).toEqual([]);
    expect(dockerfile.match(/^USER .*$/gm)).toEqual(['USER node']);
  });

  it('publish the API alone, on this machine, with a port for each replica', () => {
    const published = services.filter(([, { ports }]) => ports.length > 0);
    expect(published.map(([name]) => name)).toEqual(['api']);
    const [port = ''] = compose.services['api']?.ports ?? [];
    const [, first, last] = /^127\.0\.0\.1:\$\{\w+:-(\d+)-(\d+)\}:\d+$/.exec(port) ?? [];
    expect(Number(last) - Number(first) + 1).toBe(compose.services['api']?.deploy.replicas);
    const open = services.filter(([, { networks }]) =>
      networks.some((network) => !compose.networks[network]?.internal),
    );
    // The worker tells receivers of webhooks, and is reached by nobody.
    expect(open.map(([name]) => name)).toEqual(['api', 'worker']);
  });

  it('keep the queue over restarts and never drop a job for want of memory', () => {
    const command = compose.services['redis']?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });
});

describe('The secrets of the containers', () => {
  it('come from files, never from the compose file', () => {
    const secret = /PASSWORD|SECRET|TOKEN|KEY|_URL/;
    for (const [name, { environment, secrets }] of services) {
      const mounted = secrets.map(({ target }) => target);
      const given = Object.entries(environment).filter(([variable]) => secret.test(variable));
      const elsewhere = given.filter(([, value]) => !mounted.includes(value));
      expect({ name, elsewhere }).toEqual({ name, elsewhere: [] });
      expect(JSON.stringify(environment)).not.toMatch(/:\/\/[^"]*:[^"]*@/);
    }
  });

  it('are all declared, all used, and all created by the script, whose addresses Accord accepts', () => {
    const used = services.flatMap(([, { secrets }]) => secrets.map(({ source }) => source));
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    const folder = mkdtempSync(join(tmpdir(), 'accord-secrets-'));
    try {
      execFileSync('sh', [join(ROOT, 'docker/create-secrets.sh'), folder]);
      const files = Object.values(compose.secrets).map(({ file }) => basename(file));
      expect(readdirSync(folder).toSorted()).toEqual(files.toSorted());
      const text = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
      const config = readConfig({
        EVENTSTORE_URL_FILE: join(folder, 'eventstore_url'),
        DATABASE_URL_FILE: join(folder, 'database_url'),
        REDIS_URL_FILE: join(folder, 'redis_url'),
      });
      expect(new URL(config.EVENTSTORE_URL).password).toBe(text('eventstore_password'));
      expect(new URL(config.DATABASE_URL).password).toBe(text('postgres_password'));
      expect(`requirepass ${new URL(config.REDIS_URL ?? '').password}`).toBe(text('redis.conf'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
