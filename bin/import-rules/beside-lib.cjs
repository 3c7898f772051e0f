const { codeMayImport, mayImport } = require('./may-import.cjs')
const { builtIns, config, floor, kernel, metrics, migrations, packages } = require('./paths.cjs')

const app = [
  '^app/',
  floor('domain', 'services', 'queries'),
  kernel,
  '^lib/(auth|live|server|transport)/',
  config,
  '^components/',
  ...packages('next', 'next-themes', 'react', 'zod', '@fontsource', '@fontsource-variable'),
]

const tests = packages('vitest', 'fast-check', 'pg', 'typeorm', 'zod', 'standardwebhooks')

module.exports = [
  ...mayImport('app', ...app),
  ...mayImport(
    'components',
    '^components/',
    floor('domain'),
    kernel,
    ...packages(
      'react',
      'next',
      'recharts',
      '@base-ui/react',
      '@tanstack/react-virtual',
      'lucide-react',
      'next-themes',
      'sonner',
      'clsx',
      '@simplewebauthn/browser',
      '@date-fns/tz',
      'zod',
    ),
  ),
  ...mayImport('migrations', migrations, builtIns, ...packages('typeorm')),
  ...mayImport(
    'bench',
    '^bench/',
    '^lib/',
    migrations,
    builtIns,
    ...packages('typeorm', 'pg', 'pg-copy-streams', 'undici', 'zod', '@playwright/test'),
  ),
  ...mayImport(
    'bin',
    '^bin/',
    '^lib/process/',
    builtIns,
    ...packages('esbuild', '@playwright/test', '@stryker-mutator/core'),
  ),
  ...mayImport('docs', '^docs/', floor('domain'), kernel, metrics, ...packages('openapi-typescript')),
  ...mayImport(
    'test',
    '^test/',
    '^lib/',
    '^bin/progress\\.mjs$',
    migrations,
    builtIns,
    ...tests,
    ...packages('commander', 'esbuild', 'smtp-server'),
  ),
  ...mayImport(
    'e2e',
    '^e2e/',
    '^test/',
    '^lib/',
    builtIns,
    ...tests,
    ...packages('@playwright/test', 'axe-core', 'oidc-provider'),
  ),
  codeMayImport(
    'entry-points-of-next',
    '^(proxy|instrumentation(-client|-node)?)\\.ts$',
    floor('domain'),
    kernel,
    '^lib/(auth|transport|worker)/',
    config,
    '^components/(layout|live)/',
    builtIns,
    ...packages('next'),
  ),
  codeMayImport(
    'configuration',
    '^(\\.dependency-cruiser\\.cjs|bin/import-rules/.*|next\\.config\\.js|playwright\\.config\\.ts|postcss\\.config\\.mjs|vitest\\.(config|global|mutation|mutation-runner)\\.ts)$',
    '^vitest\\.config\\.ts$',
    '^lib/(db|postgres)/',
    '^test/',
    builtIns,
    ...packages('vitest', '@playwright/test'),
  ),
]
