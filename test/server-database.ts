import { forgetConfig } from '@/lib/config'
import { closeDatabase } from '@/lib/db/connection/server-database'

/** Makes this process serve the database at `url`. Returns how to stop, so that another test file can serve its own. */
export function serveDatabase(url: string): () => Promise<void> {
  const before = process.env.DATABASE_URL
  process.env.DATABASE_URL = url
  forgetConfig()
  return async () => {
    await closeDatabase()
    if (before === undefined) delete process.env.DATABASE_URL
    else process.env.DATABASE_URL = before
    forgetConfig()
  }
}
