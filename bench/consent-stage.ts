import type { DataSource } from 'typeorm'
import { terminal } from '@/lib/cli/terminal'
import { addNode } from '@/lib/consent/services/add-node'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer, Role } from '@/lib/kernel/role'
import { createPerson } from '@/lib/people/services/create-person'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import type { Bench } from './bench'
import { type BenchKey, benchKey } from './signers'

/** An owner of the node; `key` null: they sign nothing. */
export type Owner = { viewer: PersonViewer; key: BenchKey | null }

/** One node with an owner for each kind of key, and one without. */
export type ConsentStage = {
  db: DataSource
  node: string
  offer: TaskOffer
  requester: PersonViewer
  unsigned: Owner
  signers: (Owner & { key: BenchKey })[]
}

export const unwrapped = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}

const node = 'did:hakim:bench:00001'

const offer: TaskOffer = {
  name: 'archive_data',
  risk: 'medium',
  command: ['/opt/archive', '--older-than', '{days}d'],
  params: {
    type: 'object',
    properties: { days: { type: 'integer' } },
    required: ['days'],
    additionalProperties: false,
  },
  timeout_seconds: 600,
}

export async function openConsent({ cluster, cleanups }: Bench): Promise<ConsentStage> {
  cleanups.add(() => cluster.drop('consent'))
  const url = await cluster.create('consent')
  await migrate(url)
  const db = await openDataSource(url, { poolSize: 2 })
  cleanups.add(() => db.destroy())
  const person = async (name: string, role: Role): Promise<PersonViewer> => {
    const input = { email: `${name}@example.org`, name, role, password: 'only for a benchmark' }
    return { kind: 'person', ...unwrapped(await createPerson(db, input)), role }
  }
  unwrapped(await addNode(terminal(db), { did: node }))
  unwrapped(
    await announceTasks({ db, viewer: { kind: 'agent', nodeDid: node, tokenId: 'bench' } }, node, {
      tasks: [offer],
    }),
  )
  const requester = await person('requester', 'operator')
  const unsigned = { viewer: await person('unsigned', 'approver'), key: null }
  const signers: ConsentStage['signers'] = []
  for (const kind of ['ed25519', 'p256', 'passkey'] as const)
    signers.push({ viewer: await person(kind, 'approver'), key: benchKey(kind) })
  // Together: an owner alone would have to be asked about the others.
  await db.query(
    `INSERT INTO node_owners (node_did, person_id) SELECT $1, id FROM people WHERE role = 'approver'`,
    [node],
  )
  for (const { viewer, key } of signers) {
    const { pinned, kind } = key
    const party = 'rp_id' in pinned ? [pinned.rp_id, pinned.origins, 'benchmark'] : [null, null, null]
    await db.query(
      `INSERT INTO consent_keys (person_id, key, kind, name, rp_id, origins, credential_id) VALUES ($1, $2, $3, 'benchmark', $4, $5, $6)`,
      [viewer.id, pinned.key, kind, ...party],
    )
  }
  return { db, node, offer, requester, unsigned, signers }
}
