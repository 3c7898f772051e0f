// `npm run bench`: compares Hakim with its peers on this machine (docs/benchmarks.md).
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.env.NEXT_TELEMETRY_DISABLED = '1'
const { ensureChromium } = await import('./chromium.mjs')
const { prepare } = await import('./prepare.mjs')
const { explain, isExpected, withProgress } = await import('./progress.mjs')
try {
  await prepare(root, ['cli', 'agent', 'server', 'web', 'bench'], { dev: true })
  const { main } = await import(new URL('../dist/bench/main.mjs', import.meta.url).href)
  process.exitCode = await main(process.argv.slice(2), {
    root,
    chromium: () => ensureChromium(root),
    step: withProgress,
  })
} catch (error) {
  if (!isExpected(error)) throw error
  console.error(explain(error))
  process.exitCode = 1
}
