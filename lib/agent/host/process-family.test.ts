import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { startOf } from '@/lib/process/start-of.mjs'
import { endFamily, jobVariable } from './process-family'

/** For a busy machine. */
const patient = { timeout: 20_000 }
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Runs a script in a process group of its own until it has printed one line, and returns the numbers in that line. */
async function start(script: string, jobId: string, ...args: string[]) {
  const child = spawn('bash', ['-c', script, 'bash', ...args], {
    env: { ...process.env, [jobVariable]: jobId },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  children.push(child)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { group: Number(child.pid), pids: String(line).split(' ').map(Number) }
}

it.runIf(process.platform === 'linux')(
  'ends the group, sessions of their own, and children that have cleared their environment; nothing else',
  async () => {
    const script =
      'setsid sleep 60 & a=$!; env -i sleep 61 & b=$!; env -i setsid sleep 62 & c=$!; echo $$ $a $b $c; wait'
    const mine = await start(script, 'one')
    const isSleep = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith('sleep')
    await expect.poll(() => mine.pids.slice(1).every(isSleep), patient).toBe(true)
    const other = await start('sleep 60 & echo $$ $!; wait', 'other')
    const end = await endFamily({ jobId: 'one', group: mine.group }, 5_000)
    expect(end).toMatchObject({ left: [], complete: true })
    expect([...end.found].sort()).toEqual(expect.arrayContaining([...mine.pids].sort()))
    expect(mine.pids.map(startOf)).toEqual([null, null, null, null])
    expect(other.pids.map(startOf)).not.toContain(null)
    // By the mark alone, as after a restart, when the leader of the group has gone.
    process.kill(other.group, 'SIGKILL')
    await expect.poll(() => startOf(other.group), patient).toBeNull()
    expect((await endFamily({ jobId: 'other', group: null }, 5_000)).found).toEqual([other.pids[1]])
    expect(other.pids.map(startOf)).toEqual([null, null])
    expect(await endFamily({ jobId: 'other', group: null }, 5_000)).toEqual({
      found: [],
      left: [],
      complete: true,
    })
  },
)

it('kills what ignores SIGTERM after the grace', async () => {
  const { group, pids } = await start(
    'trap "" TERM; sleep 60 & echo $$ $!; while :; do wait; done',
    'stubborn',
  )
  await endFamily({ jobId: 'stubborn', group }, 200)
  await expect.poll(() => pids.map(startOf), patient).toEqual([null, null])
})
