import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readRotas } from '@/lib/consent/db/rotas'
import { addGroupMember } from '@/lib/consent/services/add-member'
import { addSwap, removeSwap } from '@/lib/consent/services/add-swap'
import { createGroup } from '@/lib/consent/services/create-group'
import { createRule } from '@/lib/consent/services/create-rule'
import { removeGroupMember } from '@/lib/consent/services/remove-member'
import { removeRota, setRota } from '@/lib/consent/services/set-rota'
import { tellOfJobs } from '@/lib/jobs/services/tell-of-jobs'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { createChannel } from '@/lib/notices/services/create-channel'
import { changePersonRole } from '@/lib/people/services/change-role'
import { testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob } from '@/test/jobs'
import { noticeFixture } from '@/test/notices'
import { dropRules } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'

// Who of a group is on duty, and who of it is told of a request when.

let at: Awaited<ReturnType<typeof noticeFixture>>
let rita: PersonViewer
let otto: PersonViewer
let ana: PersonViewer
let ben: PersonViewer
let chi: PersonViewer

beforeAll(async () => {
  at = await noticeFixture()
  rita = await testPerson(at.db, 'rita', 'operator')
  otto = await testPerson(at.db, 'otto', 'approver')
  ana = await testPerson(at.db, 'ana', 'approver')
  ben = await testPerson(at.db, 'ben', 'approver')
  chi = await testPerson(at.db, 'chi', 'approver')
  await testNode(at.db, 'did:d:1', 'otto')
  done(await createGroup(by(), { name: 'Security' }))
})
beforeEach(async () => {
  for (const who of [ana, ben, chi]) done(await addGroupMember(by(), 'Security', { person: who.did }))
  for (const who of [otto, ana, ben, chi])
    done(await createChannel(at.by(who), { kind: 'mail', name: who.id }))
})
afterEach(async () => {
  await at.forget()
  await dropRules(at.db)
  for (const table of ['untold_events', 'maintenance_jobs', 'group_rotas', 'duty_escalations'])
    await at.db.query(`DELETE FROM ${table}`)
  await at.db.query(`DELETE FROM approver_groups WHERE name <> 'Security'`)
})
afterAll(() => at.close())

const by = () => at.by(at.admin)
const dids = (...people: PersonViewer[]) => people.map(({ did }) => did)
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

/** Weekly turns, of which the first began yesterday. */
const rota = (...people: PersonViewer[]) => ({
  ...{ people: dids(...people), starts_on: yesterday, handover: '00:00', time_zone: 'UTC' },
  escalate_minutes: 30,
})
const set = async (...people: PersonViewer[]) => done(await setRota(by(), 'Security', rota(...people)))
const ruled = async (votes = 1, more: object[] = []) =>
  done(await createRule(by(), { name: 'r', groups: [{ group: 'Security', votes }, ...more] }))

async function told(): Promise<string[]> {
  await tellOfJobs(at.db)
  const rows = await at.db.query<{ line: string }[]>(
    `SELECT format('%s: %s', c.name, n.title) AS line
     FROM notice_deliveries d JOIN notice_channels c USING (channel_id) JOIN notices n ON n.notice_id = ANY (d.notices)
     ORDER BY c.name`,
  )
  await at.db.query(`DELETE FROM notice_deliveries`)
  return rows.map(({ line }) => line)
}
const waits = (...people: PersonViewer[]) =>
  people.map(({ id }) => `${id}: restart_service waits for approval`)
const stillWaits = (...people: PersonViewer[]) =>
  people.map(({ id }) => `${id}: restart_service still waits for approval`)
const later = (minutes: number) =>
  at.db.query(`UPDATE duty_escalations SET due_at = due_at - make_interval(mins => $1)`, [minutes])

describe('a request whose rules ask a group', () => {
  it('tells all of it at once if it has no rota', async () => {
    await ruled()
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(ana, ben, chi, otto))
    await later(30)
    expect(await told()).toEqual([])
  })

  it('tells who is on duty, and owners; the whole group once nobody of it has decided in time', async () => {
    await ruled()
    await set(ben, ana, chi)
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(ben, otto))
    await later(29)
    expect(await told()).toEqual([])
    await later(1)
    expect(await told()).toEqual(stillWaits(ana, ben, chi))
    await later(30)
    expect(await told()).toEqual([])
  })

  it('tells nobody else if somebody of the group has approved in time', async () => {
    await ruled()
    await set(ben, ana, chi)
    const job = await requestedJob(at.db, rita, 'did:d:1')
    await told()
    // Nobody is asked who told them of it: consent is as it was.
    done(await decideNow(at.db, chi, job))
    await later(30)
    expect(await told()).toEqual([])
    done(await decideNow(at.db, otto, job))
    expect(await told()).toEqual(['chi: restart_service is approved'])
  })

  it('tells all of it if the vote that it had given has become void', async () => {
    await ruled()
    await set(ben, ana, chi)
    const job = await requestedJob(at.db, rita, 'did:d:1')
    await told()
    done(await decideNow(at.db, chi, job))
    await later(30)
    expect(await told()).toEqual([])
    done(await withdrawJob({ db: at.db, viewer: chi }, job, {}))
    await later(10)
    expect(await told()).toEqual(stillWaits(ana, ben, chi))
  })

  it('tells all of a second group whose person on duty is that of the first', async () => {
    done(await createGroup(by(), { name: 'Storage' }))
    for (const who of [ben, ana]) done(await addGroupMember(by(), 'Storage', { person: who.did }))
    await ruled(1, [{ group: 'Storage', votes: 1 }])
    await set(ben, ana, chi)
    done(await setRota(by(), 'Storage', rota(ben, ana)))
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(ana, ben, otto))
  })

  it('tells whoever a swap puts on duty', async () => {
    await ruled()
    await set(ben, ana, chi)
    const swap = { person: chi.did, instead_of: ben.did, starts: inHours(-1), ends: inHours(1) }
    const { swapId } = done(await addSwap(by(), 'Security', swap))
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(chi, otto))
    done(await removeSwap(by(), 'Security', swapId))
    await at.db.query(`DELETE FROM maintenance_jobs`)
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(ben, otto))
  })

  it('passes over who has left the group or cannot vote', async () => {
    await ruled()
    await set(ben, ana, chi)
    done(await removeGroupMember(by(), 'Security', { person: ben.did }))
    done(await changePersonRole(by(), ana.did, { role: 'operator' }))
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(chi, otto))
    done(await changePersonRole(by(), ana.did, { role: 'approver' }))
  })

  it('tells all at once whose votes it cannot do without: of two, or for the request of who is on duty', async () => {
    await ruled(2)
    await set(ben, ana, chi)
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(ana, ben, chi, otto))
    await dropRules(at.db)
    await at.db.query(`DELETE FROM maintenance_jobs`)
    await ruled()
    await requestedJob(at.db, ben, 'did:d:1')
    expect(await told()).toEqual(waits(ana, chi, otto))
  })

  it('tells at once who is asked in another group too', async () => {
    done(await createGroup(by(), { name: 'Network' }))
    for (const who of [chi, otto]) done(await addGroupMember(by(), 'Network', { person: who.did }))
    await ruled(1, [{ group: 'Network' }])
    await set(ben, ana, chi)
    await requestedJob(at.db, rita, 'did:d:1')
    expect(await told()).toEqual(waits(ben, chi, otto))
  })

  it('is told from the start again when it is to be decided again', async () => {
    await ruled()
    await set(ben, ana, chi)
    const job = await requestedJob(at.db, rita, 'did:d:1')
    await told()
    await later(20)
    await at.db.query(
      `INSERT INTO untold_events (event_id)
       SELECT event_id FROM job_events WHERE stream = 'job:' || $1 AND body::jsonb ->> 'kind' = 'requested'`,
      [job],
    )
    expect(await told()).toEqual(waits(ben, otto))
    await later(20)
    expect(await told()).toEqual([])
  })
})

describe('a rota', () => {
  it('is of members, each once', async () => {
    const failed = async (change: object) =>
      failureOf(await setRota(by(), 'Security', { ...rota(ana), ...change }))
    expect(await failed({ people: dids(ana, otto) })).toBe('invalid people[1]')
    expect(await failed({ people: dids(ana, ana) })).toBe('invalid people')
    expect(await failed({ people: [] })).toBe('invalid people')
    expect(await failed({ turn_days: 57 })).toBe('invalid turn_days')
    expect(await failed({ starts_on: '2026-02-30' })).toBe('invalid starts_on')
    expect(await failed({ escalate_minutes: 4 })).toBe('invalid escalate_minutes')
    expect(await failed({ time_zone: 'Mars/Olympus' })).toBe('invalid time_zone')
    expect(failureOf(await setRota(by(), 'Nobody', rota(ana)))).toBe('not_found')
    expect(failureOf(await setRota(at.by(ana), 'Security', rota(ana)))).toBe('forbidden')
    expect(await readRotas(at.db.manager)).toEqual([])
  })

  it('is changed as a whole and removed with its swaps, each an event of the log', async () => {
    const before = await kinds()
    await set(ana, ben)
    await set(ben, ana)
    const swap = { person: chi.did, instead_of: ben.did, starts: inHours(1), ends: inHours(2) }
    done(await addSwap(by(), 'Security', swap))
    done(await removeRota(by(), 'Security'))
    expect(failureOf(await removeRota(by(), 'Security'))).toBe('conflict')
    expect((await kinds()).slice(before.length)).toEqual([
      ...[
        'group_rotas insert',
        'group_rotas update',
        'rota_swaps insert',
        'group_rotas delete',
        'rota_swaps delete',
      ],
    ])
  })

  it('has swaps of two members, which are not over', async () => {
    const swap = { person: chi.did, instead_of: ben.did, starts: inHours(1), ends: inHours(2) }
    expect(failureOf(await addSwap(by(), 'Security', swap))).toBe('conflict')
    await set(ana, ben, chi)
    const failed = async (change: object) =>
      failureOf(await addSwap(by(), 'Security', { ...swap, ...change }))
    expect(await failed({ person: otto.did })).toBe('invalid person')
    expect(await failed({ person: ben.did })).toBe('invalid person')
    expect(await failed({ ends: inHours(0.5) })).toBe('invalid ends')
    expect(await failed({ starts: inHours(-2), ends: inHours(-1) })).toBe('invalid ends')
    expect(failureOf(await addSwap(at.by(ben), 'Security', swap))).toBe('forbidden')
    expect(failureOf(await removeSwap(by(), 'Security', 'none'))).toBe('not_found')
  })
})

const kinds = async (): Promise<string[]> => {
  const rows = await at.db.query<{ kind: string }[]>(
    `SELECT body::jsonb ->> 'kind' AS kind FROM job_events WHERE stream = 'rights' ORDER BY seq`,
  )
  return rows.map(({ kind }) => kind)
}
