import { afterAll, beforeAll, expect, it } from 'vitest'
import { countedOtherwise } from '@/test/consent-model/logged-consent'
import { newModelState, openStage, type Stage } from '@/test/consent-model/model-state'
import { offers } from '@/test/consent-model/offers'
import { tooDeep } from '@/test/consent-model/sql-actions'

// The model of consent compares how the log and PostgreSQL count. A job with parameters that no document takes has the risk of its task all
// the same.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** A job without a document for a task with one of the offers, where another owner and a group must approve what has a high risk. */
async function jobWithoutDocument(offer: number) {
  const { db, nodes, people, groups, task } = await newModelState(stage)
  await db.query(`UPDATE nodes SET tasks = $2 WHERE node_did = $1`, [
    nodes[0],
    JSON.stringify(offers(task)[offer]),
  ])
  await db.query(
    `WITH r AS (INSERT INTO approval_rules (name, task_name, owners, least_risk) VALUES ($1, $1, 2, 'high') RETURNING rule_id)
     INSERT INTO rule_seats SELECT rule_id, $2, 1 FROM r`,
    [task, groups[0]],
  )
  const [job] = await db.query<{ job_id: string }[]>(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
     VALUES ($1, $2, $3, $4, 'PendingApproval') RETURNING job_id`,
    [nodes[0], people[0]?.did, task, tooDeep],
  )
  const jobId = job?.job_id ?? ''
  expect(await db.query(`SELECT FROM approval_documents WHERE job_id = $1`, [jobId])).toEqual([])
  const differences = async () => (await countedOtherwise(db)).filter((line) => line.startsWith(jobId))
  return { db, jobId, group: groups[0], member: people[4]?.id, differences }
}

it.each([
  ['a high', 2, [2, 1]],
  ['a low', 0, [1]],
  ['no', 4, [1]],
])('counts alike on both sides for a job without a document that has %s risk', async (_, offer, needed) => {
  const { db, jobId, differences } = await jobWithoutDocument(offer)
  const [row] = await db.query<{ votes: number[] }[]>(
    `SELECT jsonb_path_query_array(hakim_consent($1), '$.needed[*].votes') AS votes`,
    [jobId],
  )
  expect(row?.votes).toEqual(needed)
  expect(await differences()).toEqual([])
})

it('says where a job without a document counts otherwise by the tables', async () => {
  const { db, jobId, group, member, differences } = await jobWithoutDocument(2)
  await db.transaction(async (tx) => {
    // Past the log.
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`DELETE FROM rule_seats WHERE group_id = $1`, [group])
  })
  expect(await differences()).toEqual([
    `${jobId}: groups 1 by the log, 0 by the tables`,
    `${jobId}: ${member} "group" by the log, null by the tables`,
  ])
})
