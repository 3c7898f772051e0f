import type { History, HistoryJob } from './history'

/** Jobs that were handed out twice. */
export const doubleClaims = ({ claims }: History): string[] =>
  claims
    .filter(({ jobId }, n) => claims.findIndex((claim) => claim.jobId === jobId) !== n)
    .map(({ jobId }) => `${jobId}: was handed to two agents`)

/** Runs of one node in the order of their events, the order in which the index that allows only one running job saw them. */
export function runsAtOnce(jobs: readonly HistoryJob[]): string[] {
  const found: string[] = []
  const running = new Map<string, string>()
  const moves = jobs
    .flatMap((job) =>
      job.events.filter(({ body }) => body.kind === 'status').map((event) => ({ job, event })),
    )
    .sort((a, b) => a.event.id - b.event.id)
  for (const { job, event } of moves) {
    const node = job.target_node_did
    const other = running.get(node)
    if (event.body.to === 'Running') {
      if (other) found.push(`${job.job_id}: runs while ${other} does`)
      running.set(node, job.job_id)
    } else if (event.body.from === 'Running' && other === job.job_id) running.delete(node)
  }
  return found
}
