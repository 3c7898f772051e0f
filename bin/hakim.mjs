#!/usr/bin/env node
// Runs on a bare clone with Node alone: checks Node, installs and builds what is missing, then runs lib/cli.
// Before `prepare` has run it may import only Node's own modules, and must use syntax that old versions of Node can parse.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { refuseOldNode } from './node-version.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const argv = process.argv.slice(2)

refuseOldNode()
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // Answers before anything is installed or built.
  console.log(version)
  process.exit()
}
if (argv[0] === 'start' || argv[0] === 'agent') {
  // They mostly wait; this keeps their young generation small.
  setFlagsFromString('--semi-space-growth-factor=1')
}
// A reader of the output that goes away, such as `| head`, ends neither the server nor a command before it is done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.env.NEXT_TELEMETRY_DISABLED = '1'
// Without HAKIM_DATA_DIR the data is below the installation, whatever the current folder.
process.env.HAKIM_DATA_DIR = resolve(process.env.HAKIM_DATA_DIR || `${root}/.hakim`)

const { prepare } = await import('./prepare.mjs')
const { explain, isExpected } = await import('./progress.mjs')
try {
  if (argv[0] === 'start' && !argv.includes('--help') && !argv.includes('-h')) {
    const { refuseTakenPort } = await import('./port.mjs')
    await refuseTakenPort(process.env)
  }
  await prepare(root, ['cli'])
  const part = ['start', 'agent'].find((name) => name === argv[0]) ?? 'cli'
  const { main } = await import(new URL(`../dist/${part}.mjs`, import.meta.url).href)
  process.exitCode = await main(argv, {
    root,
    version,
    prepare: () => prepare(root, ['agent', 'server', 'web']),
  })
} catch (error) {
  if (!isExpected(error)) throw error
  console.error(explain(error))
  process.exitCode = 1
}
