import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { testAudit, wholeJob } from '@/test/audit'
import { addOddReports, backedUp, contentOf, restored, withClient } from '@/test/backups'
import { testDatabase } from '@/test/database'
import { setUnexpected } from '@/test/database-settings'
import { removeFolders, trialFolder } from '@/test/embedded-postgres'
import { pgbouncer, startPgbouncer } from '@/test/pgbouncer'
import { done } from '@/test/result'

afterAll(removeFolders)

const forgetSettings = (url: string) =>
  withClient(url, (client) => client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} RESET ALL`))

it.runIf(pgbouncer)(
  'a backup and a restore go through PgBouncer, from and to databases with settings of their own',
  async () => {
    const source = await testAudit(3)
    const target = await testDatabase()
    await wholeJob(source.db)
    await addOddReports(source.db)
    for (const { url } of [source, target]) await setUnexpected(url)
    const [from, to] = [
      await startPgbouncer(source.url, 'transaction'),
      await startPgbouncer(target.url, 'transaction'),
    ]
    try {
      const file = join(trialFolder(), 'backup')
      done(await backedUp(from.url, file))
      done(await restored(to.url, file))
      for (const { url } of [source, target]) await forgetSettings(url)
      // A new installation goes into the first schema of the search path.
      const restoredUrl = `${target.url}?options=-c%20search_path%3Delsewhere`
      expect(await contentOf(restoredUrl)).toEqual(await contentOf(source.url))
    } finally {
      await from.stop()
      await to.stop()
      await source.close()
      await target.drop()
    }
  },
)
