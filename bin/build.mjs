// `npm run build`: builds everything that `npm start` would build, without starting it.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const { prepare } = await import('./prepare.mjs')
const { explain, isExpected } = await import('./progress.mjs')
try {
  await prepare(dirname(dirname(fileURLToPath(import.meta.url))), ['cli', 'agent', 'server', 'web'])
} catch (error) {
  if (!isExpected(error)) throw error
  console.error(explain(error))
  process.exitCode = 1
}
