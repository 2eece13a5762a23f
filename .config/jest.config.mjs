// Jest in native ESM over SWC. Tests read the sources of the libraries (condition @greenledger/source), never dist.
const swc = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
  },
  module: { type: 'es6' },
};

export default {
  rootDir: '..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{libs,services,deploy}/**/src/**/*.spec.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.nx/', '<rootDir>/.greenledger/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@greenledger/source', 'node', 'node-addons'] },
  transformIgnorePatterns: ['/node_modules/(?!.*content-disposition/)'],
  transform: {
    'content-disposition/.+\\.js$': ['@swc/jest', { swcrc: false, jsc: { target: 'es2023' }, module: { type: 'commonjs' } }],
    '^.+\\.tsx?$': ['@swc/jest', swc],
  },
  globalSetup: '<rootDir>/.config/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/.config/jest-global-teardown.mjs',
  testTimeout: 30_000,
};
