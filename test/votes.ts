import type { DataSource } from 'typeorm'

/** A vote on the job as it is now, written as the service writes it; PostgreSQL can refuse it like any other. */
export async function testVote(
  db: Pick<DataSource, 'query'>,
  jobId: string,
  personId: string,
  decision: 'approve' | 'reject' = 'approve',
): Promise<void> {
  await db.query(
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
     SELECT j.job_id, coalesce(d.revision, 1), $2, $3, coalesce(a.digest, 'unreadable')
     FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     LEFT JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
     WHERE j.job_id = $1`,
    [jobId, personId, decision],
  )
}

/** Sets when the request of a pending job expires, in milliseconds from now; this changes what was requested. */
export async function testExpiry(
  db: Pick<DataSource, 'query'>,
  jobId: string,
  milliseconds: number,
): Promise<void> {
  await db.query(
    `UPDATE job_details SET expires_at = clock_timestamp() + $2 * interval '1 millisecond' WHERE job_id = $1`,
    [jobId, milliseconds],
  )
}

/** Lets the time of a job run out now. Unlike a change of the request, this keeps its votes. */
export async function testTimeOver(
  db: DataSource,
  jobId: string,
  end: 'expires_at' | 'window_end',
): Promise<void> {
  await db.transaction(async (tx) => {
    // No trigger takes the passing of time for a change.
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`UPDATE job_details SET ${end} = clock_timestamp() WHERE job_id = $1`, [jobId])
  })
}
