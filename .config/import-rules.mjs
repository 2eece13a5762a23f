// The import rules of the house (docs/explanation/architecture.md): who may import whom. A pure room knows no framework, no clock, no I/O.
// `npm run lint` fails on a breach; deploy/build/import-rules.spec.mjs proves that it does.

const SERVICES = ['authorization', 'meter-ingestion', 'data-delivery', 'notification', 'portal'];

/** What a pure room must never import: the platform, the frameworks, Node itself. */
const PLATFORM = [
  'node:*',
  '@nestjs/*',
  '@nats-io/*',
  '@fastify/*',
  'typeorm',
  'pg',
  'pg-*',
  'rxjs',
  'fastify',
  'oidc-provider',
  'pino',
  'preact',
  'nodemailer',
  '@greenledger/service-kit',
  '@greenledger/messaging',
  '@greenledger/event-store',
  '@greenledger/embedded',
];

/** Clock, chance and I/O by globals. */
const IMPURE_GLOBALS = ['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto', 'Buffer'].map((name) => ({
  name,
  message: 'A pure room has no clock, no chance and no I/O: take the value as an argument.',
}));

const IMPURE_SYNTAX = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'No clock in a pure room.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'No clock in a pure room.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'No chance in a pure room.' },
];

const restrict = (group, message) => ({ group, message });
const servicesBut = (own) => SERVICES.filter((name) => name !== own).map((name) => `@greenledger/${name}`);
const TESTS = ['**/*.spec.ts', '**/*.spec.tsx'];

const pure = (files, alsoForbidden, message) => ({
  files,
  ignores: TESTS,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          restrict(PLATFORM, 'A pure room imports no platform library.'),
          ...(alsoForbidden.length ? [restrict(alsoForbidden, message)] : []),
        ],
      },
    ],
    'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
    'no-restricted-syntax': ['error', ...IMPURE_SYNTAX],
  },
});

export const importRules = [
  {
    files: ['libs/**/*.ts', 'libs/**/*.tsx'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            restrict(SERVICES.map((name) => `@greenledger/${name}`).concat('@greenledger/local'), 'A library never imports a service.'),
          ],
        },
      ],
    },
  },
  ...SERVICES.map((service) => ({
    files: [`services/${service}/**/*.ts`, `services/${service}/**/*.tsx`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            restrict(
              [...servicesBut(service), '@greenledger/local', '**/services/**'],
              'A service never imports another service: ask it over NATS.',
            ),
          ],
        },
      ],
    },
  })),
  pure(['libs/contracts/src/**/*.ts'], ['@greenledger/*', '!@greenledger/contracts'], 'contracts stands alone.'),
  pure(
    ['libs/espi/src/**/*.ts', 'libs/meter-formats/src/**/*.ts'],
    SERVICES.map((name) => `@greenledger/${name}`),
    'A library never imports a service.',
  ),
  pure(
    ['services/*/src/domain/**/*.ts', 'services/data-delivery/src/access/visible.ts'],
    [
      '**/application/**',
      '**/oauth/**',
      '**/rpc/**',
      '**/persistence/**',
      '**/projections/**',
      '**/audit/**',
      ...SERVICES.map((n) => `@greenledger/${n}`),
    ],
    'domain/ imports only itself, contracts and espi.',
  ),
];
