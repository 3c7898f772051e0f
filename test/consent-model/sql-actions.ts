import { jobStatuses } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { unrefused } from '@/test/owner-changes'
import { signedDelegation } from './keys'
import type { ModelState } from './model-state'

type Choice = { jobId: string | undefined; node: string; viewer: PersonViewer }
type Action = { kind: string; how: number; job: number }

/** Parameters that no document takes, until they are changed. */
export const tooDeep = `${'['.repeat(70)}${']'.repeat(70)}`

/** Actions in SQL: by a role that may write only to the given tables, or as a change of a person's rights. */
export async function bySql(state: ModelState, action: Action, choice: Choice): Promise<string | null> {
  const rights = rightsStatement(state, action, choice)
  if (rights) return tried(() => withConsent(state, action, choice, rights))
  if (action.kind === 'sql insert')
    return tried(async () => {
      const status =
        action.how % 4 === 0 ? (jobStatuses[action.how % jobStatuses.length] ?? '') : 'PendingApproval'
      const [row] = await state.writer.query<{ job_id: string }[]>(
        `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
         VALUES ($1, $2, $3, $5, $4) RETURNING job_id`,
        [choice.node, choice.viewer.did, state.task, status, action.how % 3 === 1 ? tooDeep : '{}'],
      )
      if (row) state.jobs.push(row.job_id)
    })
  if (action.kind !== 'silence' && !action.kind.startsWith('sql')) return null
  const { jobId } = choice
  if (!jobId) return 'no job'
  const statement = jobStatement(action, choice.viewer)
  const db = ['silence', 'sql vote', 'sql timing'].includes(action.kind) ? state.db : state.writer
  return tried(() => db.query(statement[0], [jobId, ...statement[1]]))
}

/** Two of three changes of owners, and every removal of rules, come after the owners were asked. */
async function withConsent(
  { db, task }: ModelState,
  { kind, how }: Action,
  { node, viewer }: Choice,
  [sql, values]: [string, unknown[]],
): Promise<unknown> {
  if (kind === 'owner' && how % 3 > 0)
    return unrefused(
      db,
      { kind: how % 2 === 0 ? 'add_owner' : 'remove_owner', node },
      { person_id: viewer.id, did: viewer.did },
      (tx) => tx.query(sql, values),
    )
  if (kind !== 'rule' || how % 3 > 0) return db.query(sql, values)
  const rules = await db.query<{ rule_id: string; name: string }[]>(
    `SELECT rule_id, name FROM approval_rules WHERE task_name = $1`,
    [task],
  )
  for (const rule of rules)
    await unrefused(db, { kind: 'remove_rule', node: null }, rule, (tx) =>
      tx.query(`DELETE FROM approval_rules WHERE rule_id = $1`, [rule.rule_id]),
    )
  return rules
}

const moves = [
  'Approved',
  'Running',
  'Running',
  'Completed',
  'Failed',
  'Cancelled',
  'Expired',
  'Rejected',
  'Lost',
] as const

// The job first, then its details, the order in which all services lock them; the reverse would deadlock.
const details = `WITH locked AS MATERIALIZED (SELECT job_id FROM maintenance_jobs WHERE job_id = $1 FOR UPDATE) UPDATE job_details d`
const ofLocked = `FROM locked WHERE d.job_id = locked.job_id`

function jobStatement({ kind, how }: Action, viewer: PersonViewer): [string, unknown[]] {
  const update = 'UPDATE maintenance_jobs SET'
  if (kind === 'silence')
    return [
      `UPDATE job_details SET lease_expires_at = now() - interval '1 second' WHERE job_id = $1 AND lease_expires_at IS NOT NULL`,
      [],
    ]
  if (kind === 'sql params')
    return [`${update} params = jsonb_build_object('n', $2::int) WHERE job_id = $1`, [how]]
  if (kind === 'sql history')
    return [
      [
        `${update} status_history = '[]' WHERE job_id = $1`,
        `${update} status_history = status_history - 0 WHERE job_id = $1`,
        `${update} status_history = status_history || '[{"status": "Approved"}]' WHERE job_id = $1`,
      ][how % 3] ?? '',
      [],
    ]
  if (kind === 'sql vote')
    return how % 3 === 0
      ? [
          `UPDATE job_votes SET withdrawn_at = now() WHERE job_id = $1 AND person_id = $2 AND withdrawn_at IS NULL`,
          [viewer.id],
        ]
      : [
          `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
           SELECT job_id, revision - $3::int, $2, 'approve', digest
           FROM job_details JOIN approval_documents USING (job_id, revision) WHERE job_id = $1`,
          [viewer.id, how % 3 === 1 ? 0 : 1],
        ]
  if (kind === 'sql timing')
    return [
      [
        `${details} SET expires_at = clock_timestamp() - interval '1 second' ${ofLocked}`,
        `${details} SET expires_at = clock_timestamp() + interval '1 hour' ${ofLocked}`,
        `${details} SET revision = revision - 1 ${ofLocked}`,
      ][how % 3] ?? '',
      [],
    ]
  return [`${update} status = $2 WHERE job_id = $1`, [moves[how % moves.length]]]
}

/** A change of rights; null when the action does not change rights. */
function rightsStatement(
  state: ModelState,
  { kind, how }: Action,
  { node, viewer }: Choice,
): [string, unknown[]] | null {
  const owner = state.people[1 + (how % 2)]
  const add = how % 2 === 0
  if (kind === 'role')
    return [
      `UPDATE people SET role = $2, disabled_at = CASE WHEN $3 THEN now() END WHERE id = $1`,
      [viewer.id, how % 3 === 0 ? 'operator' : viewer.role, how % 5 === 1],
    ]
  if (kind === 'owner')
    return add
      ? [
          `INSERT INTO node_owners (node_did, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
          [node, viewer.id],
        ]
      : [`DELETE FROM node_owners WHERE node_did = $1 AND person_id = $2`, [node, viewer.id]]
  if (kind === 'delegation' && add && owner) {
    // Some begin or end while the history runs.
    const starts = new Date(Date.now() + (how % 4 === 2 ? 100 : -1_000)).toISOString()
    const until = new Date(Date.now() + (how % 3 === 0 ? 150 : 86_400_000)).toISOString()
    const signed = signedDelegation(state, owner, { node, to: viewer.did, starts, until }, how)
    return [
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_from, valid_until, key_id, signed)
       SELECT node_did, person_id, $3, $4, $5, $6, $7 FROM node_owners
       WHERE node_did = $1 AND person_id = $2 AND person_id <> $3`,
      [node, owner.id, viewer.id, starts, until, ...signed],
    ]
  }
  if (kind === 'delegation')
    return [
      `UPDATE delegations SET revoked_at = now() WHERE node_did = $1 AND delegate_id = $2 AND revoked_at IS NULL`,
      [node, viewer.id],
    ]
  const group = state.groups[how % state.groups.length]
  if (kind === 'member')
    return how % 4 < 2
      ? [`INSERT INTO group_members VALUES ($1, $2) ON CONFLICT DO NOTHING`, [group, viewer.id]]
      : [`DELETE FROM group_members WHERE group_id = $1 AND person_id = $2`, [group, viewer.id]]
  if (kind !== 'rule') return null
  if (how % 3 === 0) return [`DELETE FROM approval_rules WHERE task_name = $1`, [state.task]]
  return [
    `WITH r AS (INSERT INTO approval_rules (name, task_name, owners, least_risk)
                VALUES (uuid_generate_v4()::text, $1, $2, $4) RETURNING rule_id)
     INSERT INTO rule_seats SELECT rule_id, g, 1 FROM r, unnest($3::uuid[]) AS t (g)`,
    [
      state.task,
      1 + (how % 2),
      how % 3 === 1 ? [] : state.groups.slice(0, 1 + (how % 2)),
      how % 4 === 0 ? 'high' : null,
    ],
  ]
}

/** What the guards and rights of PostgreSQL may answer; anything else is a bug in the test or the product. */
const refusals = ['23514', '23505', '23503', '42501']

async function tried(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'ok'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (refusals.includes(code) && error instanceof Error)
      return `refused ${'constraint' in error ? String(error.constraint) : code}`
    throw error
  }
}
