import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bundle } from './bundle.mjs'
import { fingerprint } from './fingerprint.mjs'
import { isComplete, isInstalled } from './install.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { refuseTakenPort } from './port.mjs'
import { prepare } from './prepare.mjs'
import { run } from './progress.mjs'
import { playwrightResults, readResults, vitestResults } from './test-results.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hakim-bin-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe('a fingerprint', () => {
  const now = () => fingerprint(root, ['lib', 'one.json', 'not-there'])

  test('depends on names and contents, not on times, tests or hidden files', () => {
    write('lib/a/b.ts', 'b')
    write('one.json', '{}')
    const first = now()
    write('lib/a/b.test.ts', 'changed')
    write('lib/.hidden', 'changed')
    utimesSync(join(root, 'lib/a/b.ts'), 1, 1)
    expect(now()).toBe(first)
    write('lib/a/b.ts', 'c')
    const second = now()
    expect(second).not.toBe(first)
    write('lib/a/c.ts', '')
    expect(now()).not.toBe(second)
  })
})

test.each(['--version', '-V'])(
  'hakim %s prints the version on a bare clone and installs nothing',
  (option) => {
    const here = import.meta.dirname
    mkdirSync(join(root, 'bin'))
    for (const file of ['hakim.mjs', 'node-version.mjs'])
      copyFileSync(join(here, file), join(root, 'bin', file))
    write('package.json', JSON.stringify({ type: 'module', version: '7.8.9' }))
    const output = execFileSync(process.execPath, [join(root, 'bin/hakim.mjs'), option], { encoding: 'utf8' })
    expect(output).toBe('7.8.9\n')
    expect(existsSync(join(root, 'node_modules'))).toBe(false)
  },
)

test('the agent is built with a checksum beside it that sha256sum can compare', async () => {
  write('lib/agent/main.ts', 'console.log(1)')
  write('tsconfig.json', '{}')
  await bundle(root, 'agent')
  const cwd = join(root, 'public/agent')
  const compare = () => execFileSync('sha256sum', ['-c', 'hakim-agent.mjs.sha256'], { cwd, stdio: 'pipe' })
  expect(compare().toString()).toBe('hakim-agent.mjs: OK\n')
  write('public/agent/hakim-agent.mjs', 'another one')
  expect(compare).toThrow('did NOT match')
})

describe('the lockfile', () => {
  const lock = (packages: object) => JSON.stringify({ packages })

  test('is incomplete when a platform is missing', () => {
    const wants = { '': {}, 'node_modules/a': { optionalDependencies: { b: '1' } } }
    expect(isComplete(lock(wants))).toBe(false)
    expect(isComplete(lock({ ...wants, 'node_modules/b': {} }))).toBe(true)
    expect(isComplete(lock({ ...wants, 'node_modules/a/node_modules/b': {} }))).toBe(true)
    expect(isComplete(lock({ ...wants, 'node_modules/c/node_modules/b': {} }))).toBe(false)
  })

  test('is satisfied only by the exact versions', () => {
    const want = lock({
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/o': { optional: true },
    })
    expect(isInstalled(root, want)).toBe(false)
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' } }))
    expect(isInstalled(root, want)).toBe(false)
    write('node_modules/a/package.json', '{}')
    expect(isInstalled(root, want)).toBe(true)
    write('node_modules/.package-lock.json', lock({ 'node_modules/a': { version: '1.0.1' } }))
    expect(isInstalled(root, want)).toBe(false)
  })
})

test('two at once take turns, even after a failure', async () => {
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((wake) => setTimeout(wake, 50))
    order.push(`${name} ends`)
    if (name === 'a') throw new Error('a fails')
  }
  const both = await Promise.allSettled([oneAtATime(root, work('a')), oneAtATime(root, work('b'))])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

test('what is up to date waits for nobody', async () => {
  write('package-lock.json', '{}')
  write('node_modules/.package-lock.json', '{}')
  await prepare(root, [])
  // Otherwise it would wait for itself.
  await oneAtATime(root, () => prepare(root, []))
})

test('a taken port is refused with another one to choose; a free or invalid one passes', async () => {
  const owner = createServer()
  await new Promise<void>((ready) => owner.listen(0, '127.0.0.1', ready))
  const address = owner.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const env = { NODE_ENV: 'test', PORT: String(port) } as const
  await expect(refuseTakenPort(env)).rejects.toThrow(`Port ${port} is in use by another program`)
  await new Promise((done) => owner.close(done))
  await refuseTakenPort(env)
  await refuseTakenPort({ NODE_ENV: 'test', PORT: 'seven' })
})

test('a program that fails shows the end of its output', async () => {
  const log = join(root, 'dist', 'x.log')
  const script = "console.log('out'); console.error('err'); process.exit(4)"
  await expect(run('Trying', [process.execPath, '-e', script], { cwd: root, log })).rejects.toMatchObject({
    message: `Trying failed (code 4). The whole output is in ${log}`,
    tail: expect.stringMatching(/(out\nerr|err\nout)/),
  })
  await expect(run('Trying', ['/no/such/program'], { cwd: root, log })).rejects.toThrow(/ENOENT/)
})

test('test results are counted, and what failed is named; an unreadable report counts as none', () => {
  const file = join(process.cwd(), 'lib/a.test.ts')
  const failed = {
    status: 'failed',
    fullName: 'adds',
    failureMessages: ['\u001b[31mError: 3 is not 2\u001b[39m\n  at a'],
  }
  write(
    'v.json',
    JSON.stringify({
      ...{ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 },
      testResults: [{ name: file, assertionResults: [{ status: 'passed' }, failed] }],
    }),
  )
  const broken = {
    ok: false,
    file: 'b.spec.ts',
    title: 'opens',
    tests: [{ results: [{ error: { message: 'No' } }] }],
  }
  write(
    'p.json',
    JSON.stringify({
      ...{ stats: { expected: 2, unexpected: 0, flaky: 1, skipped: 4 }, errors: [{}] },
      suites: [{ specs: [{ ok: true }], suites: [{ specs: [broken] }] }],
    }),
  )
  write('bad.json', '{"numPassedTests":')
  expect(readResults(join(root, 'v.json'), vitestResults)).toEqual({
    ...{ passed: 3, failed: 1, skipped: 2 },
    failures: ['lib/a.test.ts › adds: Error: 3 is not 2'],
  })
  expect(readResults(join(root, 'p.json'), playwrightResults)).toEqual({
    ...{ passed: 3, failed: 1, skipped: 4 },
    failures: ['b.spec.ts › opens: No'],
  })
  expect(readResults(join(root, 'bad.json'), vitestResults)).toBeNull()
  expect(readResults(join(root, 'none.json'), vitestResults)).toBeNull()
})
