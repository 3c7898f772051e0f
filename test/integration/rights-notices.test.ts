import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { tellOfRights } from '@/lib/history/services/tell-of-rights'
import type { PersonViewer } from '@/lib/kernel/role'
import { createChannel } from '@/lib/notices/services/create-channel'
import { testNode, testPerson } from '@/test/fleet'
import { noticeFixture } from '@/test/notices'
import { addLaterOwner, removeOwnerOf } from '@/test/owner-changes'
import { done } from '@/test/result'

let at: Awaited<ReturnType<typeof noticeFixture>>
let otto: PersonViewer
let olaf: PersonViewer
let rita: PersonViewer

beforeAll(async () => {
  at = await noticeFixture()
  otto = await testPerson(at.db, 'otto', 'approver')
  olaf = await testPerson(at.db, 'olaf', 'approver')
  rita = await testPerson(at.db, 'rita', 'operator')
  await testNode(at.db, 'did:n:1', 'otto')
  for (const who of [at.admin, otto, olaf, rita])
    done(await createChannel(at.by(who), { kind: 'mail', name: who.id }))
})
afterAll(() => at.close())
afterEach(() => at.db.query(`DELETE FROM untold_events`))

/** What each person is told of now, by name. */
async function told(): Promise<string[]> {
  await tellOfRights(at.db)
  const rows = await at.db.query<{ line: string }[]>(
    `WITH gone AS (DELETE FROM notice_deliveries RETURNING channel_id, notices)
     SELECT format('%s: %s %s: %s', c.name, n.node_did, n.title, n.text) AS line FROM gone JOIN notice_channels c USING (channel_id)
     JOIN notices n ON n.notice_id = ANY (gone.notices) ORDER BY n.at, c.name`,
  )
  return rows.map(({ line }) => line.replaceAll(/Person /g, ''))
}

it('tells the owners of a node who came and who went, and that person too', async () => {
  await addLaterOwner(at.db, 'did:n:1', 'olaf')
  const came = 'did:n:1 has another owner: A program (database role hakim) made olaf an owner of did:n:1'
  expect(await told()).toEqual([`olaf: ${came}`, `otto: ${came}`])
  await removeOwnerOf(at.db, 'did:n:1', 'olaf')
  const went =
    'did:n:1 has lost an owner: A program (database role hakim) removed olaf from the owners of did:n:1'
  expect(await told()).toEqual([`olaf: ${went}`, `otto: ${went}`])
  expect(await told()).toEqual([])
})

it('tells everybody who approves of a rule, but not of a sample', async () => {
  await at.db.query(`INSERT INTO approval_rules (name, task_name, owners) VALUES ('Updates', 'update', 2)`)
  const changed = expect.stringMatching(/ The approval rules have changed: A program .*Updates/)
  const lines = await told()
  expect(lines).toEqual([changed, changed, changed])
  expect(lines.map((line) => line.split(':')[0])).toEqual(['admin', 'olaf', 'otto'])
  await at.db.query(`BEGIN; INSERT INTO nodes (node_did, is_sample) VALUES ('did:n:sample', true);
    INSERT INTO node_owners (node_did, person_id) VALUES ('did:n:sample', 'otto'); COMMIT`)
  expect(await told()).toEqual([])
})
