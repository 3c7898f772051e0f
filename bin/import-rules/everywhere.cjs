const { floor, isTest, log } = require('./paths.cjs')

/** Routes and actions take requests and hand them to services; everything else in `app` makes a page. */
const takesRequests = '(/(route|actions)\\.ts$|\\.test\\.tsx?$)'

const forbid = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = [
  forbid(
    'pages-read-through-queries',
    { path: '^app/', pathNot: takesRequests },
    { path: [floor('services', 'db'), '^lib/(transport|server|live)/'] },
  ),
  forbid('nothing-imports-routes', { pathNot: '^(app|e2e)/' }, { path: '^app/' }),
  forbid(
    'nothing-imports-the-sample',
    { pathNot: '^(lib/(sample|cli|worker)|bench|test|e2e|app)/' },
    { path: '^lib/sample/' },
  ),
  forbid('nothing-imports-the-benchmark', { pathNot: '^bench/' }, { path: '^bench/' }),
  forbid('only-the-server-logs', { path: '^(lib/(cli|agent|postgres)|app|components)/' }, { path: log }),
  forbid(
    'what-ships-imports-no-test-code',
    { path: '^(app|bench|bin|components|lib|migrations)/', pathNot: isTest },
    { path: '^(test|e2e|docs)/' },
  ),
  forbid(
    'links-fetch-nothing-in-advance',
    { pathNot: '^components/ui/link\\.tsx$' },
    { path: '(^|node_modules/)next/link' },
  ),
  forbid('no-circles', {}, { circular: true }),
  forbid('no-unresolvable', {}, { couldNotResolve: true }),
  forbid(
    'no-barrels',
    {},
    { path: '/index\\.tsx?$', pathNot: '^(migrations|lib/db/entities)/|node_modules' },
  ),
  forbid(
    'production-needs-no-dev-dependency',
    { path: '^(app|components|lib|migrations)/', pathNot: isTest },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
]
