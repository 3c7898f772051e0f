import { Client } from 'pg'
import { expect, it } from 'vitest'
import { migrate } from '@/lib/db/connection/migrate'
import { testDatabase } from '@/test/database'
import { schemaDump } from '@/test/schema-dump'

// `npx vitest run test/migrations/schema.test.ts --update` rewrites the file.
it('migrations/schema.sql matches a new database', async () => {
  const { url, drop } = await testDatabase()
  await migrate(url)
  const client = new Client({ connectionString: url })
  await client.connect()
  const dump = await schemaDump(client)
  await client.end()
  await drop()
  const head =
    '-- What the migrations and migrations/functions make of an empty database: for reading, not for running.\n' +
    '-- A test compares both: `npx vitest run test/migrations/schema.test.ts --update` rewrites this file.\n\n'
  await expect(head + dump).toMatchFileSnapshot('../../migrations/schema.sql')
})
