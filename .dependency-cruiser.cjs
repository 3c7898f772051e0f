/**
 * The import rules (docs/architecture.md). Two rules hold it: in a subject `domain` ← `db` ← `services`,
 * `queries`; and of the subjects each imports only those above it. Tests keep them as well; they may also use `test/`.
 */
const besideLib = require('./bin/import-rules/beside-lib.cjs')
const everywhere = require('./bin/import-rules/everywhere.cjs')
const lib = require('./bin/import-rules/lib.cjs')
const { everyFileHasARule } = require('./bin/import-rules/may-import.cjs')
const { floors, order } = require('./bin/import-rules/subjects.cjs')

const folders = [...floors, ...lib, ...besideLib]

module.exports = {
  forbidden: [...folders, ...everyFileHasARule(folders), ...order, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^((\\.next|\\.hakim|dist|public|test-results|playwright-report)/|next-env\\.d\\.ts$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
