import type { DataSource } from 'typeorm'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { didOf } from './signal'

/** How many agents claim at once, each with its own connection. */
export const connections = 8

export type Claimed = { ms: number; jobIds: string[] }

/**
 * Claims a job on each of these nodes through the service, over `connections` connections. Throws if a node gets none,
 * since each has an approved job.
 */
export async function claimAll(db: DataSource, nodes: readonly number[]): Promise<Claimed> {
  const jobIds: string[] = []
  let next = 0
  const work = async () => {
    for (let node = nodes[next++]; node !== undefined; node = nodes[next++]) {
      const nodeDid = didOf(node)
      const claim = await claimJob({ db, viewer: { kind: 'agent', nodeDid, tokenId: 'bench' } })
      if (!claim.ok) throw new Error(claim.error.detail)
      if (!claim.value) throw new Error(`${nodeDid} got no job`)
      jobIds.push(claim.value.job.job_id)
    }
  }
  const since = performance.now()
  await Promise.all(Array.from({ length: connections }, work))
  return { ms: performance.now() - since, jobIds }
}
