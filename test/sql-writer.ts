import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { TestFleet } from './fleet'

/** A connection of a role that may only SELECT, INSERT and UPDATE in the two given tables. */
export type TestWriter = { client: Client; role: string; url: string; close(): Promise<void> }

export async function testWriter({ db, url }: TestFleet): Promise<TestWriter> {
  const role = `writer_${randomBytes(6).toString('hex')}`
  await db.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`)
  await db.query(`GRANT SELECT, INSERT, UPDATE ON health_reports, maintenance_jobs TO ${role}`)
  const own = new URL(url)
  own.username = role
  own.password = role
  const client = new Client({ connectionString: own.href })
  await client.connect()
  return {
    client,
    role,
    url: own.href,
    close: async () => {
      await client.end()
      await db.query(`DROP OWNED BY ${role}`)
      await db.query(`DROP ROLE ${role}`)
    },
  }
}
