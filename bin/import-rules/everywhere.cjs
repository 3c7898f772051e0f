const { floor, isTest, log } = require('./paths.cjs')

/** Routes and actions take requests and hand them to services; everything else in `app` makes a page. */
const takesRequests = '(/(route|actions)\\.ts$|\\.test\\.tsx?$)'

module.exports = [
  {
    name: 'pages-read-through-queries',
    severity: 'error',
    from: { path: '^app/', pathNot: takesRequests },
    to: { path: [floor('services', 'db'), '^lib/(transport|server|live)/'] },
  },
  {
    name: 'nothing-imports-routes',
    severity: 'error',
    from: { pathNot: '^(app|e2e)/' },
    to: { path: '^app/' },
  },
  {
    name: 'nothing-imports-the-sample',
    severity: 'error',
    from: { pathNot: '^(lib/(sample|cli|worker)|bench|test|e2e|app)/' },
    to: { path: '^lib/sample/' },
  },
  {
    name: 'nothing-imports-the-benchmark',
    severity: 'error',
    from: { pathNot: '^bench/' },
    to: { path: '^bench/' },
  },
  {
    name: 'only-the-server-logs',
    severity: 'error',
    from: { path: '^(lib/(cli|agent|postgres)|app|components)/' },
    to: { path: log },
  },
  {
    name: 'what-ships-imports-no-test-code',
    severity: 'error',
    from: { path: '^(app|bench|bin|components|lib|migrations)/', pathNot: isTest },
    to: { path: '^(test|e2e|docs)/' },
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
]
