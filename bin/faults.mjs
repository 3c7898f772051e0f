// `npm run faults -- [--only database,server] [--rounds 5] [--seed N]`: breaks what Hakim needs while reports come in, and counts
// what was acknowledged, lost and doubled, and how long it took until everything was answered again (docs/faults.md). It prints the
// seed; with it, the same random moments are chosen again.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.env.NEXT_TELEMETRY_DISABLED = '1'
const { prepare } = await import('./prepare.mjs')
const { explain, isExpected } = await import('./progress.mjs')
try {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      seed: { type: 'string' },
    },
  })
  await prepare(root, ['cli', 'agent', 'server', 'web'], { dev: true })
  const env = {
    ...process.env,
    HAKIM_FAULTS_ONLY: values.only,
    HAKIM_FAULTS_ROUNDS: values.rounds,
    ...(values.seed ? { HAKIM_FAULTS_SEED: values.seed } : {}),
  }
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--project=faults', '--disable-console-intercept']
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1
} catch (error) {
  if (!isExpected(error)) throw error
  console.error(explain(error))
  process.exitCode = 1
}
