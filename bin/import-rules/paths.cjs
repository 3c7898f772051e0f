/** Names of files and packages that the import rules share. */

/** The subjects in their order: each may import those above it, none below. A new one takes its place here. */
const subjects = [
  'signing',
  'audit',
  'people',
  'tasks',
  'reports',
  'fleet',
  'notices',
  'annotations',
  'consent',
  'jobs',
  'series',
  'verdicts',
  'alerts',
  'compare',
  'policies',
  'campaigns',
  'board',
  'flow',
  'views',
  'history',
  'sample',
  'backup',
  'api',
]

/** `lib/<subject>/<floor>/` of every subject. */
const floor = (...names) => `^lib/(${subjects.join('|')})/(${names.join('|')})/`

const packages = (...names) => names.map((n) => `(^|node_modules/)(@types/)?${n}(/|$)`)

module.exports = {
  subjects,
  floor,
  packages,
  kernel: '^lib/kernel/',
  /** The part of it that needs Node: no browser gets it. */
  kernelInNode: '^lib/kernel/files/',
  db: '^lib/db/',
  config: '^lib/config\\.ts$',
  zoneData: '^lib/zone-data\\.ts$',
  log: '^lib/log/',
  mail: '^lib/mail/',
  metrics: '^lib/metrics/',
  migrations: '^migrations/',
  isTest: '\\.test\\.tsx?$',
  builtIns:
    '^(node:)?(fs|path|os|crypto|child_process|url|net|http|https|stream|util|process|timers|events|readline|tty|zlib|worker_threads|module|buffer|assert|dns|perf_hooks|string_decoder|v8|vm|async_hooks|diagnostics_channel)(/|$)',
}
