const { codeMayImport, mayImport, testsMayImport } = require('./may-import.cjs')
const {
  builtIns,
  config,
  db,
  floor,
  isTest,
  kernel,
  kernelInNode,
  log,
  mail,
  metrics,
  packages,
  subjects,
} = require('./paths.cjs')

const signing = '^lib/signing/'
/** The parts of it that need Node: no browser gets them. */
const signingInNode = `${signing}(domain/(raw-signature|sign)\\.ts$|(main|verify-file)\\.ts$)`
/** Those of the other subjects. */
const domains = `^(?!lib/signing/)${floor('domain').slice(1)}`

const signed = [
  codeMayImport(
    'signing-is-pure',
    `${signing}(?!domain/(raw-signature|sign)\\.ts$|(main|verify-file)\\.ts$)`,
    signing,
    kernel,
    ...packages('zod', '@noble/hashes'),
  ),
  codeMayImport('signing-in-node', signingInNode, signing, kernel, builtIns),
  testsMayImport('signing', signing, kernel),
]

const inBrowsers = {
  name: 'no-browser-gets-what-needs-node',
  severity: 'error',
  from: { path: '^components/', pathNot: isTest },
  to: { path: `${signingInNode}|${kernelInNode}`, reachable: true },
}

const floors = [
  ...signed,
  ...mayImport('domain-is-pure', domains, floor('domain'), kernel, ...packages('zod')),
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

module.exports = { floors, order: [...order, inBrowsers] }
