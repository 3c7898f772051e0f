import { migrate } from '@/lib/db/connection/migrate'
import { type Access, grantAccess } from './access'
import type { Bench } from './bench'
import { withClient } from './cluster'
import { createGivenSchema } from './given-schema'
import { loadJobs } from './job-load'
import { fillLives, fillRare } from './lived-jobs'
import { type Server, startServer } from './server'
import { timed } from './stats'

/** The same jobs twice: in the given schema, and adopted by a running Hakim. */
export type JobsStage = {
  givenUrl: string
  oursUrl: string
  /** A copy of `oursUrl` without a server. */
  unservedUrl: string
  server: Server
  access: Access
  jobs: number
  nodes: number
  migrationMs: number
}

export async function openJobs(bench: Bench): Promise<JobsStage> {
  const { cluster, cleanups, host } = bench
  const { jobs, nodes, lived } = bench.options.scale.board
  cleanups.add(() => cluster.drop('jobs_given'))
  const givenUrl = await createGivenSchema(cluster, 'jobs_given')
  await host.step(`Loading ${jobs.toLocaleString('en-US')} jobs`, () => loadJobs(givenUrl, jobs, nodes))
  cleanups.add(() => cluster.drop('jobs_ours'))
  const oursUrl = await cluster.create('jobs_ours', 'jobs_given')
  const migrationMs = await host.step('Adopting them (migration)', () => timed(() => migrate(oursUrl)))
  await withClient(oursUrl, async (client) => {
    // Every job gets details, as if it had been requested in Hakim; without triggers, which would log a million changes.
    await client.query('SET session_replication_role = replica')
    await client.query(
      `INSERT INTO job_details (job_id, reason, started_at)
       SELECT job_id, 'Slow since the update', created_at FROM maintenance_jobs`,
    )
    await client.query('SET session_replication_role = origin')
    await client.query(`UPDATE nodes SET name = 'bench-' || right(node_did, 5)`)
  })
  const access = await grantAccess(oursUrl)
  await host.step('Giving the newest of them all that jobs collect', async () => {
    await fillRare(oursUrl, access.viewer)
    await fillLives(oursUrl, access.viewer, lived)
  })
  await withClient(oursUrl, async (client) => {
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')
  })
  cleanups.add(() => cluster.drop('jobs_unserved'))
  const unservedUrl = await host.step('Copying the database', () =>
    cluster.create('jobs_unserved', 'jobs_ours'),
  )
  const server = await startServer(bench, oursUrl, 'jobs')
  return { givenUrl, oursUrl, unservedUrl, server, access, jobs, nodes, migrationMs }
}
