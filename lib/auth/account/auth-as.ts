import { type Auth, authOn } from '@/lib/auth/auth'
import { actStatement } from '@/lib/db/connection/actor'
import { signInPool } from '@/lib/db/connection/server-database'
import { type PersonViewer, proof } from '@/lib/kernel/role'

/** Within our transaction, those of better-auth are parts of it. */
const asPart: Record<string, string> = {
  begin: 'SAVEPOINT better_auth',
  commit: 'RELEASE SAVEPOINT better_auth',
  rollback: 'ROLLBACK TO SAVEPOINT better_auth',
}

/**
 * Calls better-auth in one transaction in which this person acts, so that the event log names them, and so that nothing is
 * left half done. The person is locked first, as in every change of how somebody signs in, so that two of them take turns.
 */
export async function authAs<T>(viewer: PersonViewer, work: (api: Auth['api']) => Promise<T>): Promise<T> {
  const client = await signInPool().connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    await client.query(...actStatement(viewer.did, viewer[proof]))
    await client.query(`SELECT FROM people WHERE did = $1 FOR NO KEY UPDATE`, [viewer.did])
    // What better-auth takes for a pool has this one connection.
    const only = {
      query: (sql: string, values: unknown[]) => client.query(asPart[sql] ?? sql, values),
      release: () => undefined,
    }
    const result = await work(authOn({ connect: async () => only, end: async () => undefined }).api)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error(String(lost))
    })
    throw error
  } finally {
    client.release(broken)
  }
}
