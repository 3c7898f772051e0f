import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { openDataSource } from '@/lib/db/connection/data-source'
import { addOwner } from '@/lib/fleet/db/owners'
import { insertToken } from '@/lib/people/db/tokens'
import { testPerson } from '@/test/fleet'
import { approvedJob, statusOf } from '@/test/jobs'
import { writeTasks } from '@/test/tasks-file'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import type { Fault, Outcome, Run } from '../fault'
import { openLocal } from '../scene'

const backWithin = 15_000
const node = 'did:fault:agent'

/** A task that says in a file when it begins and ends; between the two it may be killed. */
const step = (file: string) => ({
  ...{ name: 'step', title: 'Step', risk: 'low' },
  params: { properties: { n: { type: 'integer' } }, required: ['n'] },
  command: ['bash', '-c', `echo "begin $1" >> ${file}; sleep 1; echo "end $1" >> ${file}`, 'step', '{n}'],
})

const linesOf = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []

async function waitFor(condition: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  for (const until = Date.now() + ms; Date.now() < until; await sleep(50)) if (await condition()) return true
  return false
}

async function reportsSince(db: DataSource, since: Date): Promise<number> {
  const [row] = await db.query<{ n: number }[]>(
    'SELECT count(*)::int AS n FROM health_reports WHERE target_node_did = $1 AND timestamp > $2',
    [node, since],
  )
  return row?.n ?? 0
}

const offersStep = async (db: DataSource): Promise<boolean> =>
  (await db.query(`SELECT FROM nodes WHERE node_did = $1 AND tasks::text LIKE '%"step"%'`, [node])).length > 0

/** Each round approves a job and kills its agent while the command runs. What counts are jobs. */
async function run({ rounds, random }: Run): Promise<Outcome> {
  const scene = await openLocal()
  const db = await openDataSource(scene.database(), { poolSize: 2, connectTimeoutMs: 30_000 })
  const folder = tempDir()
  const file = join(folder, 'steps')
  const tasks = writeTasks({ service: false, tasks: [step(file)] }, folder)
  const requester = await testPerson(db, 'requester', 'operator')
  const owner = await testPerson(db, 'owner', 'approver')
  await db.query('INSERT INTO nodes (node_did) VALUES ($1)', [node])
  await addOwner(db.manager, node, owner.id)
  const token = await insertToken(db.manager, { nodeDid: node }, null)
  const start = (): ChildProcess =>
    spawn(
      process.execPath,
      [
        resolve('public', 'agent', 'hakim-agent.mjs'),
        ...['--server', scene.hakim.url, '--interval', '1', '--tasks', tasks],
        ...['--state-dir', join(folder, 'state')],
      ],
      { env: { ...process.env, HAKIM_AGENT_TOKEN: token }, stdio: 'ignore' },
    )
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    const ended = once(child, 'exit')
    if (child.kill(signal)) await ended
  }
  let agent = start()
  const back: number[] = []
  const wrong: string[] = []
  const jobs: string[] = []
  try {
    await waitFor(() => offersStep(db), 60_000)
    for (let n = 0; n < rounds; n += 1) {
      jobs.push(await approvedJob(db, requester, owner, node, { task_name: 'step', params: { n } }))
      if (!(await waitFor(() => linesOf(file).includes(`begin ${n}`), 60_000)))
        wrong.push(`job ${n} did not begin`)
      await sleep(2_000 * random())
      await end(agent, 'SIGKILL')
      const since = new Date()
      agent = start()
      await waitFor(async () => (await reportsSince(db, since)) > 0, 3 * backWithin)
      back.push(Date.now() - since.getTime())
      const ended = async () => ['Completed', 'Failed'].includes(await statusOf(db, jobs[n] ?? ''))
      if (!(await waitFor(ended, 120_000))) wrong.push(`job ${n} did not end`)
    }
    const statuses = await Promise.all(jobs.map((id) => statusOf(db, id)))
    const lines = linesOf(file)
    const times = (line: string): number => lines.filter((one) => one === line).length
    const failed = statuses.filter((status) => status === 'Failed').length
    return {
      acknowledged: jobs.length,
      lost: statuses.filter((status, n) => status === 'Completed' && times(`end ${n}`) === 0).length,
      doubled: jobs.filter((_, n) => times(`begin ${n}`) > 1).length,
      ...{ back, wrong },
      note: `jobs: ${failed} failed by the kill and said so, ${jobs.length - failed} completed`,
    }
  } finally {
    await end(agent, 'SIGKILL')
    await db.destroy()
    await scene.close()
    removeTempDirs()
  }
}

export const agent: Fault = {
  name: 'agent',
  what: 'kill -9 of an agent that runs a job, and started again',
  backWithin,
  cannot: () => null,
  run,
}
