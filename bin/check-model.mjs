// `npm run check-model -- [--histories 10000] [--seed N] [--path P]`: runs many random job histories, none of which may be illegal
// (docs/security.md). It prints the seed and, for a failure, the path; with both, the same inputs run again.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { prepare } = await import('./prepare.mjs')
const { explain, isExpected } = await import('./progress.mjs')
try {
  const { values } = parseArgs({
    options: {
      histories: { type: 'string', default: '10000' },
      seed: { type: 'string' },
      path: { type: 'string' },
    },
  })
  await prepare(root, [], { dev: true })
  const env = {
    ...process.env,
    HAKIM_MODEL_HISTORIES: values.histories,
    HAKIM_MODEL_MINUTES: '600',
    ...(values.seed ? { HAKIM_MODEL_SEED: values.seed } : {}),
    ...(values.path ? { HAKIM_MODEL_PATH: values.path } : {}),
  }
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', 'lib/jobs/services/consent-model.test.ts', '--disable-console-intercept']
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1
} catch (error) {
  if (!isExpected(error)) throw error
  console.error(explain(error))
  process.exitCode = 1
}
