// `npm run build`: builds everything that `npm start` would build, without starting it, and lists what it is made of.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const { readOptions } = await import('./options.mjs')
const { prepare } = await import('./prepare.mjs')
const { writeSbom } = await import('./sbom.mjs')
const { explain, isExpected } = await import('./progress.mjs')
try {
  if (
    readOptions(
      'npm run build',
      'Builds everything that `npm start` would build, without starting it.',
      {},
    ) === null
  )
    process.exit()
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  await prepare(root, ['cli', 'agent', 'server', 'web'])
  writeSbom(root)
} catch (error) {
  if (!isExpected(error)) throw error
  console.error(explain(error))
  process.exitCode = 1
}
