import { migrate } from '@/lib/db/connection/migrate'
import { type Access, grantAccess } from './access'
import type { Bench } from './bench'
import { withClient } from './cluster'
import { waitForDerived } from './derived-tables'
import { createGivenSchema, loadReports } from './given-schema'
import { type Server, startServer } from './server'
import { reportAt, type SentReport, secondOf } from './signal'

/** Many nodes with a day of reports each, none of them silent. */
export type FleetStage = { url: string; server: Server; access: Access; nodes: number }

const cadence = 1_800

function* fleet(nodes: number, reports: number): Generator<SentReport> {
  const now = Math.floor(Date.now() / 1_000)
  for (let age = reports; age > 0; age -= 1)
    for (let node = 0; node < nodes; node += 1)
      yield reportAt(node, now - age * cadence + Math.floor((secondOf(node) / 60) * cadence))
}

export async function openFleet(bench: Bench): Promise<FleetStage> {
  const { cluster, cleanups, host } = bench
  const { nodes, reports } = bench.options.scale.fleet
  cleanups.add(() => cluster.drop('fleet_ours'))
  const url = await createGivenSchema(cluster, 'fleet_ours')
  await host.step(`Loading a fleet of ${nodes.toLocaleString('en-US')} nodes`, () =>
    loadReports(url, fleet(nodes, reports)),
  )
  await host.step('Adopting it (migration)', () => migrate(url))
  await withClient(url, async (client) => {
    await client.query(`UPDATE nodes SET name = 'bench-' || right(node_did, 5)`)
    await client.query('VACUUM (ANALYZE)')
  })
  const access = await grantAccess(url)
  const server = await startServer(bench, url, 'fleet')
  await host.step('Waiting for the backfill', () => waitForDerived(url))
  return { url, server, access, nodes }
}
