import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { withheld } from '@/lib/notices/domain/channel'
import type { NewNotice } from '@/lib/notices/domain/notice'
import { noteShown, takeNotices } from '@/lib/notices/services/browser-notices'
import { changeChannel } from '@/lib/notices/services/change-channel'
import { createChannel } from '@/lib/notices/services/create-channel'
import { deleteChannel } from '@/lib/notices/services/delete-channel'
import { testChannel } from '@/lib/notices/services/test-channel'
import { tidyNotices } from '@/lib/notices/services/tidy-notices'
import { testNode, testPerson } from '@/test/fleet'
import { noticeFixture } from '@/test/notices'
import { setRestricted } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'

let at: Awaited<ReturnType<typeof noticeFixture>>
let ana: PersonViewer

beforeAll(async () => {
  at = await noticeFixture()
  ana = await testPerson(at.db, 'ana', 'approver')
  await testNode(at.db, 'did:n:1', 'ana')
  await testNode(at.db, 'did:n:2')
  await at.db.query(`UPDATE nodes SET labels = '{"region:north": "a:b"}' WHERE node_did = 'did:n:2'`)
})
afterEach(async () => {
  await at.db.query(`UPDATE people SET disabled_at = NULL`)
  await at.forget()
})
afterAll(() => at.close())

/** A mail channel of `who`, or a shared webhook, by the name under which it is found. */
const channel = async (name: string, who: PersonViewer, more: object = {}) =>
  done(await createChannel(at.by(who), { kind: 'mail', name, ...more })).channel_id

/** The names of the channels that are told of this. */
async function told(notice: Partial<NewNotice>): Promise<string[]> {
  await at.db.query(`DELETE FROM notice_deliveries`)
  await at.tell(notice)
  const rows = await at.db.query<{ name: string }[]>(
    `SELECT name FROM notice_deliveries JOIN notice_channels USING (channel_id) ORDER BY name`,
  )
  return rows.map(({ name }) => name)
}

it('tells each channel of what it asks for: kinds, severity, own nodes, a label', async () => {
  await channel('all', at.ola)
  await channel('jobs', at.ola, { kinds: ['job'] })
  await channel('critical', at.ola, { least_severity: 'critical' })
  await channel('owned', ana, { nodes: 'owned' })
  await channel('label', ana, { nodes: 'label', label: 'region:north:a:b' })
  await at.shared('webhook', 'https://hook.example.org/')
  expect(await told({})).toEqual(['all', 'owned', 'webhook'])
  expect(await told({ node: 'did:n:2' })).toEqual(['all', 'label', 'webhook'])
  expect(await told({ kind: 'job', node: 'did:n:3' })).toEqual(['all', 'jobs', 'webhook'])
  expect(await told({ severity: 'critical', node: null })).toEqual(['all', 'critical', 'owned', 'webhook'])
  expect(await told({ severity: 'info', people: ['ana'] })).toEqual(['owned', 'webhook'])
  await at.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'ola'`)
  expect(await told({})).toEqual(['owned', 'webhook'])
})

it('tells of a restricted node whoever may see it, and no shared channel', async () => {
  await channel('ola', at.ola)
  await channel('ana', ana)
  await channel('admin', at.admin)
  await at.shared('webhook', 'https://hook.example.org/')
  await testNode(at.db, 'did:n:hidden', 'ana')
  await setRestricted(at.db, 'did:n:hidden', true)
  expect(await told({ node: 'did:n:hidden' })).toEqual(['admin', 'ana'])
})

it('asks again when sending who may see the node, and leaves out what may not be seen', async () => {
  const receiver = await at.receiver()
  await channel('ola', at.ola)
  await at.shared('slack', receiver.url)
  await testNode(at.db, 'did:n:later')
  await at.tell({ node: 'did:n:later', group: 'one' })
  await at.tell({ node: 'did:n:later', group: 'two' }, { node: 'did:n:2', group: 'two' })
  await at.db.query(`UPDATE nodes SET restricted = true WHERE node_did = 'did:n:later'`)
  await at.run()
  const mail = await at.smtp.next()
  expect(mail.text).toContain('did:n:2: CPU above 90%')
  expect(mail.text + receiver.got.map(({ body }) => body).join()).not.toContain('did:n:later')
  expect(receiver.got).toHaveLength(1)
  const rows = await at.rows()
  expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(2)
  expect(rows.filter(({ state, answer }) => state === 'failed' && answer === withheld)).toHaveLength(2)
})

it('rests in quiet hours, but for what somebody asks for; changed hours count at once', async () => {
  const receiver = await at.receiver()
  const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16)
  const quiet = { start: clock(-60), end: clock(60), time_zone: 'UTC' }
  const { channel_id } = await at.shared('webhook', receiver.url, { quiet })
  await at.tell({})
  await at.run()
  expect(receiver.got).toHaveLength(0)
  const [row] = await at.rows()
  expect(row?.wait).toBeGreaterThan(58 * 60)
  expect(row?.wait).toBeLessThanOrEqual(60 * 60)
  await at.tell({ node: 'did:n:2' })
  expect(await at.rows()).toHaveLength(1)
  expect(done(await testChannel(at.by(at.admin), channel_id)).state).toBe('sent')
  expect(receiver.got).toHaveLength(1)
  done(await changeChannel(at.by(at.admin), channel_id, { name: 'webhook' }))
  await at.run()
  expect(receiver.got).toHaveLength(2)
})

it('a channel that is off is told nothing, and no test', async () => {
  const id = await channel('mail', at.ola)
  done(await changeChannel(at.by(at.ola), id, { name: 'mail', enabled: false }))
  expect(await told({})).toEqual([])
  expect(failureOf(await testChannel(at.by(at.ola), id))).toBe('conflict')
})

it('only administrators create, change and test what calls a URL; nobody else’s channel exists', async () => {
  const url = 'https://hook.example.org/'
  for (const kind of ['webhook', 'slack'])
    for (const who of [at.ola, ana])
      expect(failureOf(await createChannel(at.by(who), { kind, name: 'Hook', url }))).toBe('forbidden')
  const { channel_id } = await at.shared('webhook', url)
  const own = await channel('mail', at.ola)
  for (const [who, id] of [
    [at.ola, channel_id],
    [ana, own],
    [at.admin, own],
    [at.admin, 'no-id'],
  ] as const) {
    expect(failureOf(await testChannel(at.by(who), id))).toBe('not_found')
    expect(failureOf(await changeChannel(at.by(who), id, { name: 'x' }))).toBe('not_found')
    expect(failureOf(await deleteChannel(at.by(who), id))).toBe('not_found')
  }
  done(await deleteChannel(at.by(at.ola), own))
})

it.each([
  [{ url: 'http://example.org/' }, 'invalid url'],
  [{ url: 'ftp://example.org/' }, 'invalid url'],
  [{ url: 'https://me:secret@example.org/' }, 'invalid url'],
  [{ url: 'example.org' }, 'invalid url'],
  [{}, 'invalid url'],
  [{ url: 'https://example.org/', nodes: 'owned' }, 'invalid nodes'],
  [{ url: 'https://example.org/', nodes: 'label' }, 'invalid label'],
  [{ url: 'https://example.org/', kinds: ['test'] }, 'invalid kinds[0]'],
  [
    { url: 'https://example.org/', quiet: { start: '7', end: '07:00', time_zone: 'UTC' } },
    'invalid quiet.start',
  ],
  [{ url: 'https://example.org/', person_id: 'ola' }, 'invalid '],
])('refuses a webhook with %j', async (more, failure) => {
  const made = await createChannel(at.by(at.admin), { kind: 'webhook', name: 'Hook', ...more })
  expect(`${failureOf(made)} `).toContain(failure)
})

it('offers a message to every browser of its person until one has shown it, and then as done', async () => {
  done(await createChannel(at.by(at.ola), { kind: 'browser', name: 'Browser' }))
  await at.tell({})
  await at.run()
  const take = async (who: PersonViewer) => done(await takeNotices(at.by(who)))
  expect(await take(ana)).toEqual([])
  const [first] = await take(at.ola)
  expect(first).toMatchObject({ title: 'did:n:1: CPU above 90%', path: '/nodes/did%3An%3A1' })
  // It was taken, so that nothing joins it unseen.
  await at.tell({ node: 'did:n:2' })
  expect(await take(at.ola)).toEqual([first])
  const shown = { deliveries: [first?.delivery_id] }
  done(await noteShown(at.by(ana), shown))
  expect(await at.rows()).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
  done(await noteShown(at.by(at.ola), shown))
  expect(await at.rows()).toMatchObject([{ state: 'sent', attempts: 1 }, { state: 'waiting' }])
  await at.later('5 minutes')
  expect(await take(at.ola)).toMatchObject([{ title: 'did:n:2: CPU above 90%' }])
})

it('gives up what no browser has shown within a day, and forgets what ended a month ago', async () => {
  done(await createChannel(at.by(at.ola), { kind: 'browser', name: 'Browser' }))
  await at.tell({})
  await at.later('23 hours')
  await tidyNotices(at.db)
  expect(await at.rows()).toMatchObject([{ state: 'waiting' }])
  await at.later('1 hour 1 minute')
  await tidyNotices(at.db)
  expect(await at.rows()).toMatchObject([
    { state: 'failed', answer: 'No open page of Hakim has shown it within 24 hours.' },
  ])
  await at.later('31 days')
  await at.db.query(`UPDATE notices SET at = at - interval '32 days'`)
  await tidyNotices(at.db)
  const [left] = await at.db.query(`SELECT count(*)::int AS count FROM notices`)
  expect([await at.rows(), left]).toEqual([[], { count: 0 }])
})
