import type { DataSource, EntityManager } from 'typeorm'
import { readAuditLog } from '@/lib/audit/db/log'
import { countConsent } from '@/lib/audit/domain/consent-count'
import { riskOf } from '@/lib/audit/domain/document-check'
import { parseEvent } from '@/lib/audit/domain/event-json'
import { RightsHistory } from '@/lib/audit/domain/rights-history'
import { micros } from '@/lib/audit/domain/row-values'
import { standing } from '@/lib/audit/domain/standing'
import { stands } from '@/lib/jobs/db/votes'
import type { JsonValue } from '@/lib/kernel/json/json'

type Approval = { person: string; key: string | null; policy: { id: string; revision: number } | null }

type Row = {
  job_id: string
  target_node_did: string
  requester_did: string
  task_name: string
  requested: string
  document: string | null
  risk: string | null
  now: string
  votes: Approval[]
  emergencies: Approval[]
  counted: { met: boolean; broken: boolean; needed: { votes: number; given: number }[] }
  standings: Record<string, JsonValue>
}

const decisions = (table: string, policy: string, more: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('person', v.person_id, 'key', k.key, 'policy', ${policy})), '[]') FROM ${table} v LEFT JOIN consent_keys k USING (key_id)
    WHERE v.job_id = j.job_id AND v.revision = coalesce(d.revision, 1) ${more})`

/** Whether a policy approves the job itself is no right, and not counted by the log here. */
const byPolicy = `CASE WHEN v.policy_id IS NOT NULL THEN json_build_object('id', v.policy_id, 'revision', v.policy_revision) END`

/**
 * Where the consent to a job, or what people can decide on it as, differs between PostgreSQL, which counts by the tables, and the verification of
 * the log, which counts by the log alone.
 */
export const countedOtherwise = (db: DataSource): Promise<string[]> =>
  db.transaction('REPEATABLE READ', async (tx) => {
    const rights = new RightsHistory()
    let last = 0
    for await (const page of readAuditLog(tx))
      for (const item of page)
        if ('event' in item) {
          rights.take(item.event)
          if (item.event.stream === 'rights') last = item.event.seq
        }
    return (await rowsOf(tx)).flatMap((row) => differenceOf(rights, last, row))
  })

const rowsOf = (tx: EntityManager): Promise<Row[]> =>
  tx.query<Row[]>(
    `SELECT j.job_id, j.target_node_did, j.requester_did, j.task_name, a.document, d.risk, clock_timestamp()::text AS now,
       (SELECT e.body::jsonb ->> 'at' FROM job_events e WHERE e.stream = 'job:' || j.job_id AND e.seq = 1) AS requested,
       ${decisions('job_votes', byPolicy, `AND v.decision = 'approve' AND v.withdrawn_at IS NULL AND ${stands}`)} AS votes,
       ${decisions('break_glass', 'NULL', '')} AS emergencies, hakim_consent(j.job_id) AS counted,
       (SELECT json_object_agg(p.id, hakim_standing(j.job_id, p.id)) FROM people p
        WHERE left(p.id, 13) IN (SELECT left(o.person_id, 13) FROM node_owners o WHERE o.node_did = j.target_node_did)) AS standings
     FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     LEFT JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)`,
  )

function differenceOf(rights: RightsHistory, seq: number, row: Row): string[] {
  const moment = { rights, seq, at: micros(row.now), grace: 0 }
  const job = {
    ...{ node: row.target_node_did, requester: row.requester_did, task: row.task_name },
    requestedAt: micros(row.requested),
    // A job without a document has a risk all the same, which no event says.
    risk: row.document === null ? row.risk : riskOf(parseEvent(row.document) ?? {}),
  }
  const count = countConsent(moment, job, row.votes, row.emergencies)
  const { met, broken, needed } = row.counted
  const [owners] = needed
  const wrong: string[] = []
  const say = (what: string, ours: unknown, theirs: unknown): void => {
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      wrong.push(
        `${row.job_id}: ${what} ${JSON.stringify(ours)} by the log, ${JSON.stringify(theirs)} by the tables`,
      )
  }
  say('met', [count.met, count.broken], [met, broken])
  say('owners', [count.owners.needed, count.owners.given], [owners?.votes, owners?.given])
  const groups = needed.slice(1).reduce((sum, { votes }) => sum + votes, 0)
  say('groups', count.groups.needed, groups)
  for (const [person, theirs] of Object.entries(row.standings ?? {}))
    say(person, standing(moment, job, person), theirs)
  return wrong
}
