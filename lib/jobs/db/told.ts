import type { EntityManager } from 'typeorm'
import type { JobEvent, ToldJob } from '@/lib/jobs/domain/job-notice'
import { stands } from './votes'

const job = `
  jsonb_build_object(
    'job_id', j.job_id, 'node_did', j.target_node_did, 'task', j.task_name, 'status', j.status,
    'requester_name', coalesce(r.name, j.requester_did), 'reason', d.reason, 'risk', d.risk,
    'people', jsonb_build_object(
      'requester', r.id,
      'deciders', (
        SELECT coalesce(jsonb_agg(p.id), '[]') FROM people p
        WHERE p.role IN ('approver', 'admin') AND p.disabled_at IS NULL AND p.id IS DISTINCT FROM r.id
          AND (p.id IN (SELECT person_id FROM node_deciders WHERE node_did = j.target_node_did)
               OR p.id IN (SELECT person_id FROM group_members))
          AND hakim_standing(j.job_id, p.id) IS NOT NULL
          AND NOT EXISTS (SELECT FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision
                            AND v.person_id = p.id AND v.withdrawn_at IS NULL AND ${stands})),
      'groups', CASE WHEN EXISTS (SELECT FROM group_rotas) THEN (
        SELECT coalesce(jsonb_agg(jsonb_build_object('group', g.group_id, 'votes', g.votes, 'members', ARRAY(
          SELECT m.person_id FROM group_members m
          WHERE m.group_id = g.group_id AND hakim_standing(j.job_id, m.person_id) = 'group')) ORDER BY g.name), '[]')
        FROM (SELECT s.group_id, a.name, max(s.votes) AS votes
              FROM hakim_rules_of(j.job_id) r JOIN rule_seats s USING (rule_id) JOIN approver_groups a USING (group_id)
              GROUP BY 1, 2) g) ELSE '[]' END,
      'voters', (SELECT coalesce(jsonb_agg(DISTINCT person_id), '[]') FROM job_votes v
                 WHERE v.job_id = j.job_id AND v.withdrawn_at IS NULL),
      'followers', (SELECT coalesce(jsonb_agg(DISTINCT f.person_id), '[]') FROM (
                      SELECT person_id FROM job_follows WHERE job_id = j.job_id
                      UNION ALL SELECT f.person_id FROM campaign_jobs m JOIN campaign_follows f USING (campaign_id)
                      WHERE m.job_id = j.job_id) f),
      'askers', (SELECT coalesce(jsonb_agg(DISTINCT person_id), '[]') FROM job_comments c WHERE c.job_id = j.job_id AND c.asks),
      'owners', (SELECT coalesce(jsonb_agg(person_id), '[]') FROM node_owners o WHERE o.node_did = j.target_node_did),
      'admins', (SELECT coalesce(jsonb_agg(id), '[]') FROM people WHERE role = 'admin' AND disabled_at IS NULL))) AS job,
  d.due_at`

/** Characters of a message: enough to know what happened, whatever a program wrote. */
const mostSaid = 1_000

const tables = `
  maintenance_jobs j JOIN job_details d USING (job_id)
  LEFT JOIN people r ON r.id = d.requester_id OR d.requester_id IS NULL AND r.did = j.requester_did`

type Row = { job: Omit<ToldJob, 'due_at'>; due_at: Date | null }

const toldJob = (row: Row): ToldJob => ({ ...row.job, due_at: row.due_at })

/**
 * Takes the oldest events of jobs that nobody was told of, and removes them; what another transaction takes is left to it. Those of
 * sample jobs, and of jobs that are gone, come without a job.
 */
export async function takeUntold(
  tx: EntityManager,
  limit: number,
): Promise<{ job: ToldJob | null; event: JobEvent }[]> {
  const rows = await tx.query<
    (JobEvent & { event_id: string; job: Row['job'] | null; due_at: Date | null })[]
  >(
    `WITH taken AS (
       DELETE FROM untold_events WHERE event_id IN (
         SELECT u.event_id FROM untold_events u JOIN job_events e USING (event_id) WHERE starts_with(e.stream, 'job:')
         ORDER BY u.event_id LIMIT $1 FOR UPDATE OF u SKIP LOCKED)
       RETURNING event_id)
     SELECT e.event_id, e.body::jsonb ->> 'kind' AS kind, e.body::jsonb ->> 'to' AS "to",
            left(coalesce(e.body::jsonb ->> 'reason', e.body::jsonb ->> 'text', e.body::jsonb -> 'history' -> -1 ->> 'message'), ${mostSaid}) AS said,
            -- Not what its history says: a program may name anybody there.
            (SELECT id FROM people WHERE did = e.body::jsonb ->> 'actor_did') AS actor,
            CASE WHEN e.body::jsonb ->> 'kind' = 'comment' THEN jsonb_build_object(
              'asks', e.body::jsonb -> 'asks', 'answers', e.body::jsonb -> 'answers', 'mentions', (
                SELECT coalesce(jsonb_agg(id), '[]') FROM people WHERE e.body::jsonb -> 'mentions' ? did)) END AS comment,
            t.job, t.due_at
     FROM taken JOIN job_events e USING (event_id)
     LEFT JOIN LATERAL (SELECT ${job} FROM ${tables}
                        WHERE j.job_id = substr(e.stream, 5)::uuid AND NOT d.is_sample) t ON true
     ORDER BY e.event_id`,
    [limit],
  )
  return rows.map(({ kind, to, said, actor, comment, job: told, due_at }) => ({
    job: told && toldJob({ job: told, due_at }),
    event: { kind, to, said, actor, comment },
  }))
}

/** A job that people are told of; null for a sample, and for one that is gone. */
export async function readTold(tx: EntityManager, jobId: string): Promise<ToldJob | null> {
  const [row] = await tx.query<Row[]>(
    `SELECT ${job} FROM ${tables} WHERE j.job_id = $1 AND NOT d.is_sample`,
    [jobId],
  )
  return row ? toldJob(row) : null
}

/**
 * Pending requests of which a fifth of their time is left, and less than a day, and notes that people were reminded of them;
 * with another expiry they come again.
 */
export async function takeExpiring(tx: EntityManager, limit: number): Promise<ToldJob[]> {
  const rows = await tx.query<Row[]>(
    `WITH due AS (
       INSERT INTO job_reminders AS r (job_id, due_at)
       SELECT d.job_id, d.due_at FROM job_details d JOIN maintenance_jobs j USING (job_id)
       WHERE d.due_at > now() AND d.due_at < now() + interval '1 day' AND j.status = 'PendingApproval' AND NOT d.is_sample
         AND d.due_at - now() < (d.due_at - j.created_at) / 5
         AND NOT EXISTS (SELECT FROM job_reminders o WHERE o.job_id = d.job_id AND o.due_at = d.due_at)
         AND EXISTS (SELECT FROM notice_channels WHERE enabled)
       ORDER BY d.due_at LIMIT $1
       ON CONFLICT (job_id) DO UPDATE SET due_at = excluded.due_at
         WHERE r.due_at <> excluded.due_at
       RETURNING job_id)
     SELECT ${job} FROM ${tables} WHERE j.job_id IN (SELECT job_id FROM due) ORDER BY d.due_at, j.job_id`,
    [limit],
  )
  return rows.map(toldJob)
}

/** So many minutes from now the whole group is told of a request that then still waits for it; anew if it is told again. */
export async function holdBack(
  tx: EntityManager,
  held: readonly { job: string; group: string; minutes: number }[],
): Promise<void> {
  if (held.length === 0) return
  await tx.query(
    `INSERT INTO duty_escalations AS e (job_id, group_id, due_at)
     SELECT job, "group", now() + make_interval(mins => minutes)
     FROM jsonb_to_recordset($1::jsonb) AS h (job uuid, "group" uuid, minutes int)
     ON CONFLICT (job_id, group_id) DO UPDATE SET due_at = excluded.due_at`,
    [JSON.stringify(held)],
  )
}

type Escalation = {
  job_id: string
  group_id: string
  job: Row['job'] | null
  due_at: Date | null
  owed: boolean | null
  name: string
  members: string[]
}

/**
 * Takes requests of which a whole group is to be told now, since they wait for a vote of it. Where it has given its vote,
 * that may still be withdrawn or become void, so it is looked at again until the job is decided.
 */
export async function takeEscalations(
  tx: EntityManager,
  limit: number,
): Promise<{ job: ToldJob | null; group: { name: string; members: string[] } }[]> {
  const rows = await tx.query<Escalation[]>(
    `SELECT e.job_id, e.group_id, t.job, t.due_at, t.owed, g.name,
            ARRAY(SELECT person_id FROM group_members m WHERE m.group_id = g.group_id) AS members
     FROM duty_escalations e JOIN approver_groups g USING (group_id)
     LEFT JOIN LATERAL (
       SELECT ${job}, EXISTS (
         SELECT FROM hakim_consent(j.job_id) c, jsonb_array_elements(c -> 'needed') n
         WHERE n ->> 'group_id' = g.group_id::text
           AND ((n ->> 'given')::int < (n ->> 'votes')::int OR c ->> 'lacks' LIKE 'different people %')) AS owed
       FROM ${tables}
       WHERE j.job_id = e.job_id AND j.status = 'PendingApproval' AND NOT d.is_sample) t ON true
     WHERE e.due_at <= now() ORDER BY e.due_at LIMIT $1 FOR UPDATE OF e SKIP LOCKED`,
    [limit],
  )
  const looked = rows.map(({ job_id, group_id, owed }) => ({ job_id, group_id, again: owed === false }))
  await tx.query(
    `WITH looked AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS l (job_id uuid, group_id uuid, again boolean)),
       kept AS (UPDATE duty_escalations e SET due_at = now() + interval '10 minutes' FROM looked l
                WHERE l.again AND e.job_id = l.job_id AND e.group_id = l.group_id)
     DELETE FROM duty_escalations e USING looked l
     WHERE NOT l.again AND e.job_id = l.job_id AND e.group_id = l.group_id`,
    [JSON.stringify(looked)],
  )
  return rows.map(({ job: told, owed, due_at, name, members }) => ({
    job: told && owed ? toldJob({ job: told, due_at }) : null,
    group: { name, members },
  }))
}
