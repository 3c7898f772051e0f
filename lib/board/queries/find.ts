import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { readJob } from '@/lib/board/db/job'
import { readJobs } from '@/lib/board/db/list'
import { searched } from '@/lib/board/db/search'
import type { Found, FoundJob, FoundNode } from '@/lib/board/domain/found'
import type { BoardRow } from '@/lib/board/domain/job-board'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { readFleetPage } from '@/lib/fleet/db/list'
import type { FleetNodeRow } from '@/lib/fleet/db/nodes'
import { hiddenFrom } from '@/lib/fleet/db/visibility'
import { defaultSort } from '@/lib/fleet/domain/fleet-filter'
import { stateOf } from '@/lib/fleet/queries/node-state'
import type { PersonViewer } from '@/lib/kernel/role'
import { diagnosisOf } from '@/lib/reports/domain/report-details'
import { boardRow } from './job-row'

const mostNodes = 5
const mostJobs = 5

/** What the text finds among the nodes and jobs that this person may see; jobs are left out while another program has locked them. */
export async function find(viewer: PersonViewer, q: string): Promise<Found> {
  const { manager } = await database()
  const [nodes, jobs] = await Promise.all([
    findNodes(manager, viewer, q),
    jobsUnlessLocked(manager, async (free) => (free ? findJobs(manager, viewer, q) : [])),
  ])
  return {
    nodes: nodes.slice(0, mostNodes).map(foundNode),
    moreNodes: nodes.length > mostNodes,
    jobs: jobs.slice(0, mostJobs).flatMap(foundJob),
    moreJobs: jobs.length > mostJobs,
  }
}

/** What the person has pinned comes first. */
async function findNodes(db: EntityManager, viewer: PersonViewer, q: string): Promise<FleetNodeRow[]> {
  const filter = { q: q || undefined, sort: defaultSort } as const
  const [pinned, nodes] = await Promise.all(
    ['me', undefined].map((pins) =>
      readFleetPage(db, { viewer, filter: { ...filter, pinned: pins } }, null, mostNodes + 1),
    ),
  )
  const first = pinned ?? []
  const isPinned = new Set(first.map(({ node_did }) => node_did))
  return [...first, ...(nodes ?? []).filter(({ node_did }) => !isPinned.has(node_did))].slice(
    0,
    mostNodes + 1,
  )
}

async function findJobs(db: EntityManager, viewer: PersonViewer, q: string): Promise<BoardRow[]> {
  if (z.guid().safeParse(q).success) {
    const job = await readJob(db, viewer.id, q)
    return job ? [boardRow(viewer, job, undefined)] : []
  }
  const hidden = { hiddenFrom: hiddenFrom(viewer) }
  const filter = q === '' ? { ...hidden, waiting: viewer } : await searched(db, { ...hidden, q })
  const { rows } = await readJobs(db, viewer.id, filter, null, mostJobs + 1)
  return rows.map((row) => boardRow(viewer, row, undefined))
}

const foundNode = (node: FleetNodeRow): FoundNode => ({
  ...{ did: node.node_did, name: node.name, state: stateOf(node).state },
  diagnosis: diagnosisOf(node.diagnosis)?.code ?? null,
})

/** Of a job on a restricted node even its requester sees only the status here, which finds nothing. */
const foundJob = (row: BoardRow): FoundJob[] =>
  'restricted' in row
    ? []
    : [
        {
          ...{ jobId: row.jobId, task: row.task, status: row.status, waitsForViewer: row.waitsForViewer },
          node: row.node.name ?? row.node.did,
        },
      ]
