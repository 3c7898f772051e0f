import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { makeCgroup, removeCgroup } from '@/lib/agent/host/job-cgroup'
import { sleep } from '@/lib/agent/host/wait'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { type CommandRun, runCommand } from './run-command'

afterEach(removeTempDirs)

const idle = new AbortController().signal

async function run(script: string, more: Partial<CommandRun> = {}) {
  const lines: { stream: string; line: string; at: number }[] = []
  const end = await runCommand({
    jobId: randomUUID(),
    argv: [process.execPath, '-e', script],
    cwd: tempDir(),
    timeoutMs: 20_000,
    graceMs: 300,
    signal: idle,
    onStart: () => {},
    onLine: (stream, line) => lines.push({ stream, line, at: performance.now() }),
    ...more,
  })
  return { end, lines, texts: lines.map(({ line }) => line) }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // A zombie is dead as well.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const gone = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 40 && isAlive(pid); tries += 1) await sleep(25)
  return !isAlive(pid)
}

it('returns the exit code, and both streams line by line as they come', async () => {
  const { end, lines } = await run(
    'console.log("one"); console.error("two"); setTimeout(() => { process.stdout.write("thr\\r\\nee"); process.exitCode = 3 }, 400)',
  )
  expect(end).toMatchObject({ how: 'ended', exitCode: 3, error: null })
  expect(lines.map(({ stream, line }) => `${stream} ${line}`).sort()).toEqual([
    'stderr two',
    'stdout ee',
    'stdout one',
    'stdout thr',
  ])
  const at = (text: string): number => lines.find(({ line }) => line === text)?.at ?? Number.NaN
  expect(at('thr') - at('one')).toBeGreaterThan(250)
})

const stubborn = `
  process.on('SIGTERM', () => {})
  const { spawn } = require('node:child_process')
  const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)"], { stdio: ['ignore', 'inherit', 'inherit'] })
  require('node:fs').writeFileSync('pids', process.pid + ' ' + child.pid)
  setInterval(() => {}, 1000)`

it.each(['timeout', 'stopped'] as const)(
  'on %s ends the whole group, even processes that ignore SIGTERM',
  async (how) => {
    const cwd = tempDir()
    const stop = new AbortController()
    const { end } = await run(stubborn, {
      cwd,
      timeoutMs: how === 'timeout' ? 3_000 : 20_000,
      signal: stop.signal,
      onLine: (_, line) => {
        if (how === 'stopped' && line === 'ready') stop.abort()
      },
    })
    expect(end).toMatchObject({ how, exitSignal: 'SIGKILL' })
    const pids = readFileSync(join(cwd, 'pids'), 'utf8').split(' ').map(Number)
    expect(pids).toHaveLength(2)
    for (const pid of pids) expect(await gone(pid)).toBe(true)
  },
)

/** Whether this process may make a cgroup below its own. */
function mayMakeCgroups(): boolean {
  const trial = randomUUID()
  const made = makeCgroup(trial)
  removeCgroup(trial)
  return made !== null
}

it.runIf(mayMakeCgroups())(
  'ends what has a session of its own, no environment and no parent, by its cgroup',
  async () => {
    const cwd = tempDir()
    const stop = new AbortController()
    const script = "env -i setsid sh -c 'sleep 61 & echo $! > pid'; echo ready; sleep 60"
    const { end } = await run('', {
      ...{ cwd, argv: ['sh', '-c', script], signal: stop.signal },
      onLine: () => stop.abort(),
    })
    expect(end).toMatchObject({ how: 'stopped', left: [] })
    const escaped = Number(readFileSync(join(cwd, 'pid'), 'utf8'))
    expect(escaped).toBeGreaterThan(1)
    expect(isAlive(escaped)).toBe(false)
  },
)

it('does not wait for background children of a command', async () => {
  const { end } = await run('', { argv: ['sh', '-c', 'sleep 7 & echo done'] })
  expect(end).toMatchObject({ how: 'ended', exitCode: 0 })
  expect(end.seconds).toBeLessThan(5)
})

it('says why a program cannot be started', async () => {
  const { end } = await run('', { argv: ['/nonexistent/program'] })
  expect(end).toMatchObject({ how: 'failed', exitCode: null })
  expect(end.error).toBe('the file /nonexistent/program does not exist')
})

it('passes on a small environment without the token', async () => {
  vi.stubEnv('HAKIM_AGENT_TOKEN', 'hk_secret')
  vi.stubEnv('HAKIM_OTHER', 'x')
  const { texts } = await run('console.log(Object.keys(process.env).join())')
  vi.unstubAllEnvs()
  expect(texts.join().split(',')).toContain('PATH')
  expect(texts.join().match(/HAKIM\w*/g)).toEqual(['HAKIM_JOB_ID'])
})

it('tidies lines: colours but no other control characters, at most 4,000 characters, whatever is written', async () => {
  const { texts } = await run(
    'process.stdout.write("\\x1b[31mred\\x1b[0m\\u0000\\tend\\u202e\\n" + "x".repeat(5e6) + "\\n" + "last")',
  )
  expect(texts[0]).toBe('\u001b[31mred\u001b[0m\tend')
  expect(texts[1]?.length).toBeLessThanOrEqual(4_000)
  expect(texts[1]).toMatch(/^x{3900}x*… \(4,99\d,\d{3} more characters\)$/)
  expect(texts[2]).toBe('last')
})
