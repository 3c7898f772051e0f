import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const scripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts
const own = Object.entries(scripts).flatMap(([name, script]) => {
  const program = /^(?:exec )?node (bin\/[a-z-]+\.mjs)$/.exec(script)?.[1]
  // These build what answers first, and answer then.
  return program === undefined || name === 'bench' ? [] : [[name, program] as const]
})

it.each(own)(
  'npm run %s -- --help prints what it does and its options, and does nothing',
  (name, program) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--help'], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(new RegExp(`^Usage: npm (run )?${name}( |\n)`))
  },
)

it('names all options after one that is not there', () => {
  const { status, stderr } = spawnSync(process.execPath, ['bin/scan.mjs', '--minute', '3'], {
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Unknown option '--minute'[\s\S]*--minutes N/)
})
