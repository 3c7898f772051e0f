import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'

/** A task after whose runs a diagnosis went away and stayed away, and how often. */
export type FixedBy = { task: string; times: number }

/** More runs than these say nothing new. */
const mostRuns = 500

/** What fixed this diagnosis lately, on nodes that the viewer may see; most often first. */
export function readFixedBy(db: EntityManager, viewer: PersonViewer, code: string): Promise<FixedBy[]> {
  const parameters = new Parameters()
  const { add } = parameters
  return db.query(
    `SELECT task_name AS task, count(*)::int AS times
     FROM (SELECT j.task_name FROM job_verdicts v JOIN maintenance_jobs j USING (job_id)
           WHERE v.verdict = 'fixed' AND v.evidence #>> '{before,code}' = ${add(code)} AND v.back_at IS NULL
             AND ${visibleSql('j.target_node_did', viewer, parameters)}
           ORDER BY v.ended_at DESC LIMIT ${add(mostRuns)}) lately
     GROUP BY task_name ORDER BY times DESC, task_name`,
    parameters.values,
  )
}
