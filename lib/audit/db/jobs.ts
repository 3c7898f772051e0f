import type { EntityManager } from 'typeorm'
import { returnedQuery } from '@/lib/db/connection/function-text'
import { tableExists } from '@/lib/db/connection/table-exists'
import { canonicalJson, type JsonObject, type JsonValue, jsonBound } from '@/lib/kernel/json/json'
import { sha256 } from './hash'
import { checkpointTime } from './log'

type Signature = { signed: JsonValue; key: string | null; rp_id: string | null; origins: string[] | null }

/** A signed vote or emergency approval, with the key that is said to have signed it. */
export type SignedDecision = Signature & { name: string }

type Stored = JsonObject & Signature

export type JobRow = {
  job_id: string
  target_node_did: string
  requester_did: string
  task_name: string
  status: string
  params_sha256: string
  details_sha256: string
  history: JsonValue
  votes: JsonObject[]
  emergencies: JsonObject[]
  signed: SignedDecision[]
  /** Whether it was there when the log began to be compared with everything, and if so, whether it is as it was then. */
  adopted: boolean
  same_subject: boolean | null
  same_state: boolean | null
}

/** The digest of a job's details, as SQL. */
const detailsDigest = (jobId: string): string => returnedQuery('job_digest').replace('p_job', jobId)

const digest = (text: string): string => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`

/**
 * The adoption is as hakim_log_state wrote it. Votes and emergency approvals are read for the whole page: no index finds all
 * votes of one job.
 */
const jobsQuery = (hasPolicies: boolean): string => `
  WITH c AS MATERIALIZED (
    SELECT m.*, ${detailsDigest('m.job_id')} AS details_sha256 FROM maintenance_jobs m
    WHERE $1::uuid IS NULL OR m.job_id > $1 ORDER BY m.job_id LIMIT $2)
  SELECT c.job_id, c.target_node_did, c.requester_did, c.task_name, c.status, c.status_history AS history,
         ${digest(`coalesce(c.params::text, 'null')`)} AS params_sha256, c.details_sha256, a.job_id IS NOT NULL AS adopted,
         CASE WHEN a.job_id IS NOT NULL THEN a.subject_sha256 = ${digest(
           `jsonb_build_array(c.target_node_did, c.requester_did, c.task_name, c.created_at)::text`,
         )} END AS same_subject,
         CASE WHEN a.job_id IS NOT NULL THEN a.state_sha256 = ${digest(
           `jsonb_build_array(c.status, c.params, c.status_history)::text || c.details_sha256`,
         )} END AS same_state,
         coalesce(v.votes, '[]') AS votes, coalesce(g.emergencies, '[]') AS emergencies
  FROM c LEFT JOIN adopted_jobs a USING (job_id)
  LEFT JOIN (
    SELECT v.job_id, json_agg(json_build_object('vote_id', v.vote_id, 'person_id', v.person_id, 'revision', v.revision,
             ${hasPolicies ? `'policy_id', v.policy_id, 'policy_revision', v.policy_revision, 'policy', r.signed -> 'policy',` : ''}
             'decision', v.decision, 'approval_hash', v.approval_hash, 'reason', v.reason, 'signed', v.signed, 'key', k.key, 'rp_id', k.rp_id, 'origins', k.origins,
             'decided_at', ${checkpointTime('v.decided_at')}, 'withdrawn_at', ${checkpointTime('v.withdrawn_at')})) AS votes
    FROM job_votes v LEFT JOIN consent_keys k USING (key_id)
    ${hasPolicies ? 'LEFT JOIN policy_revisions r ON r.policy_id = v.policy_id AND r.revision = v.policy_revision' : ''}
    WHERE v.job_id IN (SELECT c.job_id FROM c)
    GROUP BY v.job_id) v USING (job_id)
  LEFT JOIN (
    SELECT g.job_id, json_agg(json_build_object('revision', g.revision, 'person_id', g.person_id,
             'approval_hash', g.approval_hash, 'reason', g.reason, 'reviewed_by', g.reviewed_by, 'verdict', g.verdict,
             'review', g.review, 'signed', g.signed, 'key', k.key, 'rp_id', k.rp_id, 'origins', k.origins, 'broken_at', ${checkpointTime('g.broken_at')},
             'reviewed_at', ${checkpointTime('g.reviewed_at')})) AS emergencies
    FROM break_glass g LEFT JOIN consent_keys k USING (key_id) WHERE g.job_id IN (SELECT c.job_id FROM c)
    GROUP BY g.job_id) g USING (job_id)
  ORDER BY c.job_id`

/** Whoever reads more of each job does so for these, before the next ones are taken off the page. */
const jobsAtOnce = 100

/** Jobs in the order of their ids, read a page at a time. Times must be read as they are logged (`readAsLogged`). */
export async function* jobPages(tx: EntityManager, jobsPerPage: number): AsyncGenerator<JobRow[]> {
  // A database that was not migrated since has none.
  const query = jobsQuery(await tableExists(tx, 'policy_revisions'))
  for (let after: string | null = null; ; ) {
    const jobs: (Omit<JobRow, 'votes' | 'emergencies' | 'signed'> &
      Record<'votes' | 'emergencies', Stored[]>)[] = await tx.query(query, [after, jobsPerPage])
    after = jobs.at(-1)?.job_id ?? after
    const isLast = jobs.length < jobsPerPage
    while (jobs.length > 0)
      yield jobs.splice(0, jobsAtOnce).map((job) => ({
        ...job,
        ...{ votes: job.votes.map(withDigest), emergencies: job.emergencies.map(withDigest) },
        signed: [
          ...job.votes.map((vote) => ({ ...vote, name: `a vote (${vote.vote_id})` })),
          ...job.emergencies.map((one) => ({ ...one, name: `an emergency approval (${one.revision})` })),
        ].filter(({ signed }) => signed !== null),
      }))
    if (isLast) return
  }
}

const withDigest = ({ signed, ...decision }: Stored): JsonObject => ({
  ...decision,
  signed_sha256: signed === null ? null : signedDigest(signed),
})

/** The guards take nothing that is nested more deeply; whatever stands there instead has no digest. */
const signedDigest = (signed: JsonValue): string =>
  Number.isNaN(jsonBound(signed)) ? 'unreadable' : sha256(null, canonicalJson(signed))

/** How many jobs were adopted, and the digest of their list. */
export async function adoptedJobs(tx: EntityManager): Promise<{ jobs: number; sha256: string }> {
  const [row] = await tx.query<{ jobs: number; sha256: string }[]>(
    `SELECT count(*)::int AS jobs, ${digest(
      `coalesce(string_agg(job_id || ' ' || subject_sha256 || ' ' || state_sha256, E'\\n' ORDER BY job_id), '')`,
    )} AS sha256 FROM adopted_jobs`,
  )
  return row ?? { jobs: 0, sha256: '' }
}

export type JobEventRow = { stream: string; event_id: string; seq: number; body: string }

/** All events of these streams, one stream after the other. */
export const eventsOfStreams = (tx: EntityManager, streams: readonly string[]): Promise<JobEventRow[]> =>
  tx.query<JobEventRow[]>(
    `SELECT stream, event_id, seq, body FROM job_events WHERE stream = ANY ($1::text[]) ORDER BY stream, seq`,
    [streams],
  )

/** The streams of jobs that no longer exist, in their order. */
export async function streamsWithoutJob(tx: EntityManager, after: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ stream: string }[]>(
    `SELECT stream FROM job_events
     WHERE stream LIKE 'job:%' AND stream COLLATE "C" > $1
       AND NOT EXISTS (SELECT FROM maintenance_jobs j WHERE 'job:' || j.job_id = stream)
     GROUP BY stream ORDER BY stream COLLATE "C" LIMIT $2`,
    [after, limit],
  )
  return rows.map(({ stream }) => stream)
}

/** Adopted jobs that no longer exist and have no events. */
export const adoptedAndGone = (tx: EntityManager, limit: number): Promise<{ job_id: string }[]> =>
  tx.query<{ job_id: string }[]>(
    `SELECT a.job_id FROM adopted_jobs a LEFT JOIN maintenance_jobs j USING (job_id)
     WHERE j.job_id IS NULL AND NOT EXISTS (SELECT FROM job_events e WHERE e.stream = 'job:' || a.job_id)
     ORDER BY a.job_id LIMIT $1`,
    [limit],
  )
