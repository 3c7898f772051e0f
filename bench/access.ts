import { terminal } from '@/lib/cli/terminal'
import { addNode } from '@/lib/consent/services/add-node'
import { openDataSource } from '@/lib/db/connection/data-source'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { createPerson } from '@/lib/people/services/create-person'
import { createToken } from '@/lib/people/services/create-token'

/** A person who reads, with token and password, and the tokens of the nodes that report. */
export type Access = {
  viewer: PersonViewer
  token: string
  email: string
  password: string
  nodeTokens: Map<string, string>
}

const email = 'bench@example.org'
const password = 'only for a benchmark'

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}

/** Creates the person, the nodes and their tokens in a migrated database. */
export async function grantAccess(databaseUrl: string, dids: readonly string[] = []): Promise<Access> {
  const db = await openDataSource(databaseUrl, { poolSize: 1 })
  try {
    const person = value(await createPerson(db, { email, name: 'Benchmark', role: 'operator', password }))
    const { token } = value(await createToken(terminal(db), { user: email }))
    const nodeTokens = new Map<string, string>()
    for (const did of dids) {
      value(await addNode(terminal(db), { did }))
      nodeTokens.set(did, value(await createToken(terminal(db), { node: did })).token)
    }
    const { id, did, name, role } = person
    return { viewer: { kind: 'person', id, did, name, role }, token, email, password, nodeTokens }
  } finally {
    await db.destroy()
  }
}
