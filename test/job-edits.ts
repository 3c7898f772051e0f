import { on, type RowEdit } from './row-edit'

const vote = on('job_votes', 'vote_id')
const emergency = on('break_glass', 'job_id')
const document = on('approval_documents', 'job_id')
const logLine = on('job_log_lines', 'job_id')
const details = (name: string, set: string): RowEdit =>
  on('job_details', 'job_id')(
    name,
    `UPDATE job_details SET ${set} WHERE ctid = $1`,
    /the job has details, times/,
  )
const time = (name: string, set: string): RowEdit =>
  on('maintenance_jobs', 'job_id')(
    name,
    `UPDATE maintenance_jobs SET ${set} WHERE ctid = $1`,
    /the job has details, times/,
  )

/** Edits of how people decided. */
export const voteEdits: readonly RowEdit[] = [
  vote(
    'a vote by another person',
    `UPDATE job_votes v SET person_id = (SELECT id FROM people p WHERE p.id <> v.person_id ORDER BY id LIMIT 1) WHERE ctid = $1`,
    /whose person_id differs/,
  ),
  vote(
    'a vote for the contrary',
    `UPDATE job_votes SET decision = CASE decision WHEN 'approve' THEN 'reject' ELSE 'approve' END WHERE ctid = $1`,
    /whose decision differs/,
  ),
  vote('a vote deleted', `DELETE FROM job_votes WHERE ctid = $1`, /lacks a vote/),
  vote(
    'a vote withdrawn',
    `UPDATE job_votes SET withdrawn_at = now() WHERE ctid = $1`,
    /whose withdrawn_at differs/,
  ),
  emergency(
    'an emergency approval signed',
    `UPDATE break_glass SET signed = '{}', key_id = (SELECT key_id FROM consent_keys LIMIT 1) WHERE ctid = $1`,
    /an emergency approval .* whose (key|signed_sha256) differs/,
  ),
]

/** Edits of what was requested and what came of it. */
export const jobEdits: readonly RowEdit[] = [
  document(
    'an approval document changed',
    `UPDATE approval_documents SET document = replace(document, '"task":"', '"task":"x') WHERE ctid = $1`,
    /the job has details, times, documents/,
  ),
  logLine(
    'a log line changed',
    `UPDATE job_log_lines SET line = line || ' ' WHERE ctid = $1`,
    /the job has details, times, documents or log lines/,
  ),
  details('the reason of a request', `reason = coalesce(reason, '') || 'x'`),
  details('the result', `result = '{"freed": "all"}'`),
  details('who claimed it', `claim_token_hash = '\\x01'`),
  details('when it began', `started_at = now() - interval '1 year'`),
  time('when it was requested', `created_at = created_at - interval '1 hour'`),
  time('when it ended', `completed_at = coalesce(completed_at, now()) - interval '1 hour'`),
]
