import { setTimeout as wait } from 'node:timers/promises'
import { migrate } from '@/lib/db/connection/migrate'
import { type Access, grantAccess } from './access'
import type { Bench } from './bench'
import { createGivenSchema } from './given-schema'
import { forgetPeaks } from './memory'
import { type Server, startServer } from './server'
import { didOf } from './signal'

/** Eight nodes catch up in batches, 32 send one report at a time. */
export const batchNodes = Array.from({ length: 8 }, (_, index) => index)
export const postNodes = Array.from({ length: 32 }, (_, index) => 100 + index)

/** Two empty databases that get the same reports: the given tables only, and Hakim's. */
export type IngestStage = { givenUrl: string; oursUrl: string; server: Server; access: Access }

export async function openIngest(bench: Bench): Promise<IngestStage> {
  const { cluster, cleanups } = bench
  cleanups.add(() => cluster.drop('ingest_given'))
  const givenUrl = await createGivenSchema(cluster, 'ingest_given')
  cleanups.add(() => cluster.drop('ingest_ours'))
  const oursUrl = await cluster.create('ingest_ours', 'ingest_given')
  await migrate(oursUrl)
  const access = await grantAccess(oursUrl, [...batchNodes, ...postNodes].map(didOf))
  const server = await startServer(bench, oursUrl, 'ingest')
  // The server releases the memory of its start within a second.
  await wait(2_000)
  forgetPeaks(server.pid)
  return { givenUrl, oursUrl, access, server }
}
