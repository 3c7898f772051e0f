import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresAccount } from '@/lib/postgres/account'
import { notReady } from '@/lib/server/ready'
import { removeFolders, trialFolder } from '@/test/embedded-postgres'
import { type TestFleet, testFleet } from '@/test/fleet'
import { startTestServer, type TestServer, testToken } from '@/test/http-server'

const node = 'did:test:a'
const folder = trialFolder()
/** Only root may mount a small disk, and not in every container. */
const mounted =
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', folder]).status === 0

describe.runIf(mounted)('the disk of the reports is full', () => {
  let fleet: TestFleet
  let server: TestServer
  beforeAll(async () => {
    const { uid, gid } = postgresAccount()
    chownSync(folder, uid, gid)
    fleet = await testFleet(1)
    await fleet.db.query(`CREATE TABLESPACE small_disk LOCATION '${folder}'`)
    await fleet.db.query('ALTER TABLE health_reports SET TABLESPACE small_disk')
    server = await startTestServer(fleet.url)
  })
  afterAll(async () => {
    await server.close()
    await fleet.db.query('DROP TABLE health_reports CASCADE')
    await fleet.db.query('DROP TABLESPACE small_disk')
    await fleet.close()
    spawnSync('umount', [folder])
    removeFolders()
  })

  it('is said in the answer and by ready, and reports are stored again once there is room', async () => {
    const token = await testToken(fleet.db, node)
    const report = {
      ...{ target_node_did: node, timestamp: new Date().toISOString(), status: 'Healthy' },
      diagnosis: { code: 'x'.repeat(1_000), random: Array.from({ length: 60 }, () => Math.random()) },
    }
    const batch = JSON.stringify(Array.from({ length: 200 }, () => report))
    const answers = [await server.post(token, batch)]
    while (answers.at(-1)?.status === 200 && answers.length < 50)
      answers.push(await server.post(token, batch))
    expect(answers.at(-1)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '3' },
      body: { detail: expect.stringContaining('The disk of the database is full') },
    })
    expect(await notReady()).toContain('The disk of the database is full')
    spawnSync('mount', ['-o', 'remount,size=64m', folder])
    expect((await server.post(token, batch)).status).toBe(200)
  })
})
