// Run after an `npm install` that changed package-lock.json.
// A registry mirror that carries only some platforms leaves the other optional platform packages
// out of the lock file, and `npm ci` then refuses it. This adds a version-only entry for each.
import { readFile, writeFile } from 'node:fs/promises';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(await readFile(path, 'utf8'));
const entries = new Map(Object.entries(lock.packages));

const SYSTEMS = {
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  linux: 'linux',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  android: 'android',
  sunos: 'sunos',
  aix: 'aix',
  openharmony: 'openharmony',
};
const PROCESSORS = {
  arm64: 'arm64',
  aarch64: 'arm64',
  x64: 'x64',
  x86_64: 'x64',
  ia32: 'ia32',
  armv7: 'arm',
  arm: 'arm',
  ppc64: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
  mips64el: 'mips64el',
  wasm32: 'wasm32',
};

const find = (table, name) =>
  Object.entries(table).find(([word]) => new RegExp(`(^|[-_/.])${word}`).test(name))?.[1];

/** Whether node's resolution from `owner` would find `name` among the locked packages. */
function isLocked(owner, name) {
  const folders = owner.split('/node_modules/');
  for (let depth = folders.length; depth > 0; depth--) {
    if (entries.has(`${folders.slice(0, depth).join('/node_modules/')}/node_modules/${name}`))
      return true;
  }
  return entries.has(`node_modules/${name}`);
}

let added = 0;
for (const [owner, meta] of [...entries]) {
  for (const [name, range] of Object.entries(meta.optionalDependencies ?? {})) {
    if (isLocked(owner, name)) continue;
    const os = find(SYSTEMS, name);
    const cpu = find(PROCESSORS, name);
    if (!os && !cpu) throw new Error(`${name} is missing from the lock file and names no platform`);
    const version = range.replace(/^[^0-9]+/, '');
    entries.set(`node_modules/${name}`, {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(meta.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    });
    added += 1;
  }
}
lock.packages = Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform entries added`);
