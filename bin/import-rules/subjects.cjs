const { mayImport } = require('./may-import.cjs')
const {
  builtIns,
  config,
  db,
  floor,
  isTest,
  kernel,
  log,
  mail,
  metrics,
  packages,
  subjects,
} = require('./paths.cjs')

const floors = [
  ...mayImport('domain-is-pure', floor('domain'), kernel, ...packages('zod')),
  ...mayImport(
    'db-knows-sql-alone',
    floor('db'),
    floor('domain'),
    kernel,
    db,
    config,
    builtIns,
    ...packages('typeorm', 'pg', 'pg-copy-streams', '@node-rs/argon2', 'zod'),
  ),
  ...mayImport(
    'services-know-no-framework',
    floor('services'),
    floor('domain', 'db'),
    kernel,
    db,
    mail,
    log,
    metrics,
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
]

const order = subjects.slice(0, -1).flatMap((subject, index) => {
  const below = `^lib/(${subjects.slice(index + 1).join('|')})/`
  return [
    {
      name: `${subject}-imports-only-subjects-above-it`,
      severity: 'error',
      from: { path: `^lib/${subject}/` },
      to: { path: below },
    },
    {
      // Also through what tests share.
      name: `${subject}-tests-reach-only-subjects-above-it`,
      severity: 'error',
      from: { path: `^lib/${subject}/.*${isTest}` },
      to: { path: below, reachable: true },
    },
  ]
})

module.exports = { floors, order }
