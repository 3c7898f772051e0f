import { afterAll, expect, test } from 'vitest'
import { migrate } from '@/lib/db/connection/migrate'
import { freePort } from '@/lib/postgres/free-port'
import { removeFolders } from '@/test/embedded-postgres'
import { startTestServer } from '@/test/http-server'
import { DatabasePair } from '../faults/database-pair'
import { settingsBehind, startProxy, untilPrimary } from '../faults/haproxy'
import { failover } from '../faults/kinds/failover'
import { counted, makeWriters, unexpected } from '../faults/scene'
import { startWriters } from '../faults/writers'

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.reverse()) await close()
  removeFolders()
})

// A short round of `npm run faults -- --only failover`, with the server of reports in this process.
test.skipIf(failover.cannot() !== null)(
  'a standby that is made and promoted as docs/two-servers.md says has all that was acknowledged',
  async () => {
    const pair = await DatabasePair.start()
    closing.push(() => pair.stop())
    const [web = 0, database = 0, other = 0] = await Promise.all([1, 2, 3].map(() => freePort(null)))
    const { settings } = settingsBehind({ web, database, servers: [] })
    const behindProxy = settings.DATABASE_URL ?? ''
    const url = () => pair.url('hakim', 'hakim')
    await migrate(url())
    const server = await startTestServer(behindProxy)
    closing.push(server.close)
    const proxy = startProxy(pair, { web, database, servers: [server.port, other] })
    closing.push(proxy.stop)
    await untilPrimary(behindProxy)

    const writers = startWriters(() => `http://127.0.0.1:${web}`, await makeWriters(url()), 50)
    closing.push(writers.stop)
    expect(await writers.untilBack(60_000)).toBeLessThan(60_000)
    await pair.killPrimary()
    await pair.promote()
    expect(await writers.untilBack(60_000)).toBeLessThan(60_000)
    const sent = await writers.stop()
    expect(writers.refusals()).toBeGreaterThan(0)
    expect(unexpected(sent)).toEqual([])
    expect(await counted(url(), [sent])).toMatchObject({ lost: 0, doubled: 0 })
  },
)
