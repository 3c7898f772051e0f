import { Client } from 'pg'
import { openDataSource } from '@/lib/db/connection/data-source'
import type { PersonViewer } from '@/lib/kernel/role'
import { createPerson } from '@/lib/people/services/create-person'
import type { Bench } from '../bench'
import { claimAll, connections } from '../claiming'
import { readNumber, withClient } from '../cluster'
import type { JobsStage } from '../jobs-stage'
import { enqueue, finishRunning, ownAll } from '../queue'
import { compared, type Row } from '../row'
import { didOf } from '../signal'
import { interleave, timed } from '../stats'

/** A queue in its own database; `claim` returns claims per second and refills the queue. */
type Queue = { claim(round: number): Promise<number>; claimed: string[] }

/** Claims through the service against bare INSERTs, and with a long queue against a short one. */
export async function claimRows(stage: JobsStage, bench: Bench): Promise<Row[]> {
  const { queued, few, claims } = bench.options.scale.board
  const long = await bench.host.step(`Queueing ${queued.toLocaleString('en-US')} jobs`, () =>
    openQueue(stage.oursUrl, stage, bench, queued, claims),
  )
  const short = await openQueue(stage.unservedUrl, stage, bench, few, claims)
  const againstInserts = await interleave(
    long.claim,
    () => insertsASecond(stage.givenUrl, claims),
    bench.options.repeats,
  )
  const againstFew = await interleave(long.claim, short.claim, bench.options.repeats)
  const twice = await countTwice([long, short], [stage.oursUrl, stage.unservedUrl])
  const total = long.claimed.length + short.claimed.length
  const work = `claims with ${queued.toLocaleString('en-US')} queued, ${connections} connections, history written`
  const note =
    `the service claim-job, consent counted again for each; ${claims.toLocaleString('en-US')} per round, each on a different ` +
    `node, completed between rounds; ${twice} of ${total.toLocaleString('en-US')} claims handed a job out twice`
  return [
    compared({
      ...{ work, against: 'single-row INSERTs into the given table, no triggers', ...againstInserts },
      ...{ unit: 'jobs/s', ratio: 'ours ÷ theirs', aim: { least: 0.5 }, note },
    }),
    compared({
      ...{ work, against: `the same with ${few.toLocaleString('en-US')} queued`, ...againstFew },
      ...{ unit: 'jobs/s', ratio: 'ours ÷ theirs', aim: { least: 0.8 } },
    }),
  ]
}

async function openQueue(
  url: string,
  { nodes }: JobsStage,
  bench: Bench,
  length: number,
  claims: number,
): Promise<Queue> {
  const db = await openDataSource(url, { poolSize: connections })
  bench.cleanups.add(() => db.destroy())
  const made = await createPerson(db, {
    ...{ email: 'owner@example.org', name: 'Owner', role: 'approver', password: 'only for a benchmark' },
  })
  if (!made.ok) throw new Error(made.error.detail)
  const owner: PersonViewer = { kind: 'person', ...made.value, role: 'approver' }
  await ownAll(db, owner)
  const batch = Math.min(length, claims, nodes)
  for (let from = 0; from < length; from += batch)
    await enqueue(db, owner, turn(from, Math.min(batch, length - from), nodes))
  const claimed: string[] = []
  let next = 0
  return {
    claimed,
    // A queue shorter than a round is refilled as often as needed; only the claims are timed.
    claim: async () => {
      let ms = 0
      for (let left = claims; left > 0; left -= batch) {
        const these = turn(next, Math.min(batch, left), length < nodes ? length : nodes)
        const took = await claimAll(db, these)
        ms += took.ms
        claimed.push(...took.jobIds)
        next += these.length
        await finishRunning(db)
        await enqueue(db, owner, these)
      }
      return claims / (ms / 1_000)
    },
  }
}

/** The numbers of the next nodes, in rotation. */
const turn = (from: number, count: number, nodes: number): number[] =>
  Array.from({ length: count }, (_, each) => (from + each) % nodes)

/** How many jobs were handed out twice, by the claims' results and by Running entries in the histories. */
async function countTwice(queues: readonly Queue[], urls: readonly string[]): Promise<number> {
  const ids = queues.flatMap(({ claimed }) => claimed)
  let twice = ids.length - new Set(ids).size
  for (const url of urls)
    twice += await withClient(url, (client) =>
      readNumber(
        client,
        `SELECT count(*) AS n FROM maintenance_jobs
         WHERE requester_did = 'did:hakim:bench:requester:1' AND created_at > now() - interval '12 hours'
           AND jsonb_array_length(jsonb_path_query_array(status_history, '$[*] ? (@.status == "Running")')) > 1`,
      ),
    )
  if (twice > 0) throw new Error(`${twice} jobs were handed out twice.`)
  return twice
}

const insertSql = `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, status_history)
  VALUES ($1, $2, $3, $4, $5, $6)`

/** Rows per second inserted over `connections` connections, one per statement and transaction. */
async function insertsASecond(url: string, rows: number): Promise<number> {
  const clients = Array.from({ length: connections }, () => new Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  try {
    let next = 0
    const work = async (client: Client) => {
      for (let row = next++; row < rows; row = next++)
        await client.query(insertSql, [
          ...[didOf(row % 2_000), 'did:hakim:bench:requester:1', 'restart_service', { node: row }],
          'PendingApproval',
          JSON.stringify([
            { status: 'PendingApproval', timestamp: new Date().toISOString(), message: 'Slow' },
          ]),
        ])
    }
    return rows / ((await timed(() => Promise.all(clients.map(work)))) / 1_000)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}
