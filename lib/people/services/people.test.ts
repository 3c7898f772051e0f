import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PersonViewer, proof } from '@/lib/kernel/role'
import { giveCodeBack, takeCode } from '@/lib/people/db/challenges'
import { newId } from '@/lib/people/db/credentials'
import { readFactors } from '@/lib/people/db/factors'
import { findPerson, roleOf } from '@/lib/people/db/people'
import { noteSignIn, sessionPeople } from '@/lib/people/db/sessions'
import { readTokens } from '@/lib/people/db/token-list'
import { insertToken, tokenHolder } from '@/lib/people/db/tokens'
import { insertFactors } from '@/test/factors'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { done, failureOf } from '@/test/result'
import { changePersonRole } from './change-role'
import { disablePerson } from './disable-person'
import { enablePerson } from './enable-person'
import { endPersonSessions } from './end-sessions'
import { erasePerson } from './erase-person'
import { exportPerson } from './export-person'
import { forgetChallenges } from './forget-challenges'
import * as own from './own-account'
import { removeSecondFactor } from './remove-second-factor'

let fleet: TestFleet
let admin: PersonViewer
let ada: PersonViewer
beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM people`)
  admin = await testPerson(fleet.db, 'admin', 'admin')
  ada = await testPerson(fleet.db, 'ada', 'approver')
})

const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const terminal = () => ({ db: fleet.db, viewer: { kind: 'terminal' as const } })
const reason = 'Leaves the cooperative'

/** A session as better-auth begins one. */
const session = async (person: string): Promise<string> => {
  const token = newId()
  await fleet.db.query(
    `INSERT INTO sessions (id, person_id, token, expires_at) VALUES ($1, $2, $1, now() + interval '1 day')`,
    [token, person],
  )
  return token
}
const stored = async (id: string) => (await fleet.db.query(`SELECT * FROM people WHERE id = $1`, [id]))[0]
const lastEvents = async (count: number) => {
  const rows = await fleet.db.query<{ body: string }[]>(
    `SELECT body FROM job_events WHERE stream = 'rights' ORDER BY seq DESC LIMIT $1`,
    [count],
  )
  return rows.map(({ body }) => JSON.parse(body)).reverse()
}

const tokenStates = async (ofPerson: string) =>
  (await readTokens(fleet.db.manager, { ofPerson })).map(({ state }) => state)

/** Whose sessions these are, each proven by its own token. */
const whose = async (sessions: readonly string[]) =>
  (await sessionPeople(fleet.db.manager, sessions)).map((viewer, at) => {
    if (!viewer) return null
    const { [proof]: shown, ...person } = viewer
    expect(shown).toEqual({ kind: 'session', secret: sessions[at] })
    return person
  })

describe('a disabled person', () => {
  it('loses sessions and tokens at once, and gets back what is kept when enabled', async () => {
    const token = await insertToken(fleet.db.manager, { personId: 'ada' }, null)
    const cookie = await session('ada')
    expect(await whose([cookie])).toEqual([ada])
    expect(done(await disablePerson(by(admin), ada.did, { reason }))).toEqual({
      did: ada.did,
      sessions_ended: 1,
    })
    expect(await whose([cookie])).toEqual([null])
    expect(await tokenHolder(fleet.db.manager, token)).toEqual({ refused: 'disabled' })
    expect(await tokenStates('ada')).toEqual(['disabled'])
    expect(await findPerson(fleet.db.manager, 'ada')).toBeNull()
    expect(await roleOf(fleet.db.manager, 'ada')).toBeNull()
    await expect(session('ada')).rejects.toThrow('This account is disabled')
    expect(failureOf(await disablePerson(by(admin), ada.did, { reason }))).toBe('conflict')

    done(await enablePerson(by(admin), 'ADA@example.org', { reason: 'Came back' }))
    expect(await tokenHolder(fleet.db.manager, token)).toMatchObject({ viewer: ada })
    expect(await tokenStates('ada')).toEqual(['valid'])
    expect(await whose([cookie, await session('ada')])).toEqual([null, ada])
    expect(failureOf(await enablePerson(by(admin), ada.did, { reason }))).toBe('conflict')
  })

  it('is nobody for a session that is still there', async () => {
    const cookie = await session('ada')
    await fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'ada'`)
    expect(await whose([cookie])).toEqual([null])
  })

  it('has no session that began at the same moment', async () => {
    const tries = Array.from({ length: 20 }, () => session('ada').catch(() => null))
    await Promise.all([disablePerson(by(admin), ada.did, { reason }), ...tries])
    // Those that came first have ended, and those that came later were refused.
    expect(await fleet.db.query(`SELECT FROM sessions`)).toEqual([])
  })

  it('acts no more, whoever they were when they signed in', async () => {
    const other = await testPerson(fleet.db, 'other', 'admin')
    done(await disablePerson(by(admin), other.did, { reason }))
    expect(failureOf(await changePersonRole(by(other), ada.did, { role: 'admin' }))).toBe('forbidden')
    expect((await stored('ada')).role).toBe('approver')
  })

  it('is in the log with the reason and whoever did it', async () => {
    done(await disablePerson(by(admin), ada.did, { reason }))
    done(await enablePerson(terminal(), ada.did, { reason: 'Came back' }))
    expect(await lastEvents(2)).toMatchObject([
      {
        kind: 'people update',
        actor_did: admin.did,
        was: { id: 'ada', disabled_at: null },
        is: { did: ada.did, disabled_at: expect.any(String), state_reason: reason },
      },
      { actor_did: null, is: { id: 'ada', disabled_at: null, state_reason: 'Came back' } },
    ])
  })
})

describe('the last administrator', () => {
  const losses = {
    role: (who: string) => changePersonRole(terminal(), who, { role: 'operator' }),
    disable: (who: string) => disablePerson(terminal(), who, { reason }),
    erase: (who: string) => erasePerson(terminal(), who, { email: who }),
  }

  it.each(Object.entries(losses))('is not lost by %s, until there is another one', async (_, lose) => {
    const email = 'admin@example.org'
    expect(failureOf(await lose(email))).toBe('conflict')
    expect(await stored('admin')).toMatchObject({ role: 'admin', disabled_at: null, email })
    const second = await testPerson(fleet.db, 'second', 'admin')
    done(await disablePerson(by(admin), second.did, { reason }))
    expect(failureOf(await lose(email))).toBe('conflict')
    done(await enablePerson(by(admin), second.did, { reason }))
    expect(failureOf(await lose(email))).toBe('ok')
  })

  it.each(Object.entries(losses))('is not lost by %s to somebody who cannot sign in', async (_, lose) => {
    const email = 'admin@example.org'
    await testPerson(fleet.db, 'local-admin', 'admin')
    await testPerson(fleet.db, 'second', 'admin')
    await fleet.db.query(`DELETE FROM accounts WHERE person_id = 'second'`)
    expect(failureOf(await lose(email))).toBe('conflict')
    // The account of local mode may go as long as there is one of one's own.
    expect(failureOf(await lose('local-admin@example.org'))).toBe('ok')
    await fleet.db.query(
      `INSERT INTO accounts (id, person_id, account_id, provider_id)
       VALUES ('second', 'second', '1', 'https://id.example.org')`,
    )
    expect(failureOf(await lose(email))).toBe('ok')
  })

  it('stays when all lose the right at the same moment, whichever way', async () => {
    for (let round = 0; round < 10; round += 1) {
      const ids = Array.from({ length: 5 }, (_, n) => `admin-${round}-${n}`)
      for (const id of ids) await testPerson(fleet.db, id, 'admin')
      const ways = Object.values(losses)
      const answers = await Promise.all(
        ['admin', ...ids].map((id, n) => ways[(n + round) % ways.length]?.(`${id}@example.org`)),
      )
      expect(answers.map((answer) => answer && failureOf(answer)).sort()).toEqual([
        'conflict',
        ...ids.map(() => 'ok'),
      ])
      const left = await fleet.db.query(`SELECT id FROM people WHERE role = 'admin' AND disabled_at IS NULL`)
      expect(left).toHaveLength(1)
      await fleet.db.query(`DELETE FROM people`)
      await testPerson(fleet.db, 'admin', 'admin')
    }
  })
})

describe('a role', () => {
  it('is changed by administrators only, and never that of somebody erased', async () => {
    expect(failureOf(await changePersonRole(by(ada), ada.did, { role: 'admin' }))).toBe('forbidden')
    expect(failureOf(await changePersonRole(by(admin), ada.did, { role: 'root' }))).toBe('invalid role')
    expect(failureOf(await changePersonRole(by(admin), 'nobody', { role: 'admin' }))).toBe('not_found')
    expect(done(await changePersonRole(by(admin), ada.did, { role: 'operator' })).role).toBe('operator')
    done(await erasePerson(by(admin), ada.did, { email: 'ada@example.org' }))
    expect(failureOf(await changePersonRole(by(admin), ada.did, { role: 'admin' }))).toBe('conflict')
  })
})

describe('sessions', () => {
  it('are ended one by one or all, which is logged', async () => {
    const [first = '', second = '', foreign = ''] = [
      await session('ada'),
      await session('ada'),
      await session('admin'),
    ]
    expect(failureOf(await endPersonSessions(by(admin), ada.did, foreign))).toBe('not_found')
    expect(failureOf(await endPersonSessions(by(ada), admin.did))).toBe('forbidden')
    expect(done(await endPersonSessions(by(admin), ada.did, first)).sessions_ended).toBe(1)
    expect(await whose([first, second, foreign])).toEqual([null, ada, admin])
    expect(done(await endPersonSessions(by(admin), ada.did)).sessions_ended).toBe(1)
    expect(await whose([second, foreign])).toEqual([null, admin])
    expect(await lastEvents(1)).toMatchObject([
      { kind: 'sessions ended', actor_did: admin.did, person_did: ada.did, sessions: 1 },
    ])
  })

  it('begin without a sign-in, which is noted apart', async () => {
    await session('ada')
    expect((await stored('ada')).last_sign_in_at).toBeNull()
    await noteSignIn(fleet.db.manager, 'ada')
    expect((await stored('admin')).last_sign_in_at).toBeNull()
    expect((await stored('ada')).last_sign_in_at).toBeInstanceOf(Date)
  })
})

describe('a second factor', () => {
  it('is removed by an administrator with the passkeys, which ends the sessions and is logged', async () => {
    const cookie = await session('ada')
    await insertFactors(fleet.db.manager, 'ada')
    expect(failureOf(await removeSecondFactor(by(ada), ada.did))).toBe('forbidden')
    expect(done(await removeSecondFactor(by(admin), ada.did))).toEqual({
      ...{ did: ada.did, second_factor: true, passkeys: 1, sessions_ended: 1 },
    })
    expect(await whose([cookie])).toEqual([null])
    expect(await readFactors(fleet.db.manager, 'ada')).toEqual({ second_factor: false, passkeys: 0 })
    const events = await lastEvents(3)
    expect(events).toMatchObject([
      { kind: 'two_factors delete', actor_did: admin.did, was: { person_id: 'ada' } },
      { kind: 'passkeys delete', actor_did: admin.did, was: { person_id: 'ada', name: 'laptop' } },
      { kind: 'sessions ended', actor_did: admin.did, person_did: ada.did, sessions: 1 },
    ])
    for (const secret of ['"key"', '"codes"', '"public key"'])
      expect(JSON.stringify(events)).not.toContain(secret)
    expect(failureOf(await removeSecondFactor(by(admin), ada.did))).toBe('conflict')
  })

  it('of one’s own is turned off with the password only', async () => {
    await insertFactors(fleet.db.manager, 'admin')
    expect(failureOf(await removeSecondFactor(by(admin), admin.did))).toBe('forbidden')
    expect(await readFactors(fleet.db.manager, 'admin')).toEqual({ second_factor: true, passkeys: 1 })
    expect(failureOf(await removeSecondFactor(terminal(), admin.did))).toBe('ok')
  })
})

describe('one’s own account', () => {
  it('is renamed, and only its own sessions and passkeys end', async () => {
    expect(failureOf(await own.rename(by(ada), { name: ' ' }))).toBe('invalid name')
    expect(failureOf(await own.rename(by(ada), { name: 'Ada L.', role: 'admin' }))).toBe('invalid')
    // Names that readers would take for an administrator's, and those that they cannot see.
    for (const name of ['Person admin', 'PERSON  admin', 'Ｐerson admin'])
      expect(failureOf(await own.rename(by(ada), { name }))).toBe('conflict name')
    for (const name of ['\u200b', 'Person\u200b admin', '\u202enimda nosreP', 'Ada\nroot', '\u001b[2J'])
      expect(failureOf(await own.rename(by(ada), { name }))).toBe('invalid name')
    // One's own name in another case is nobody else's.
    done(await own.rename(by(ada), { name: 'PERSON ADA' }))
    done(await own.rename(by(ada), { name: ' Ada L. ' }))
    expect(await stored('ada')).toMatchObject({ name: 'Ada L.', role: 'approver' })
    const [here, there, third] = [await session('ada'), await session('ada'), await session('ada')]
    const foreign = await session('admin')
    await insertFactors(fleet.db.manager, 'admin')
    expect(failureOf(await own.endSession(by(ada), foreign))).toBe('not_found')
    expect(failureOf(await own.removePasskey(by(ada), 'admin'))).toBe('not_found')
    done(await own.endSession(by(ada), there))
    done(await own.endOtherSessions(by(ada), here))
    const { name } = await stored('ada')
    expect(await whose([here, there, third, foreign])).toEqual([...[{ ...ada, name }, null, null, admin]])
    expect(await lastEvents(2)).toMatchObject([
      { kind: 'sessions ended', actor_did: ada.did, sessions: 1 },
      { kind: 'sessions ended', actor_did: ada.did, sessions: 1 },
    ])
    done(await own.removePasskey(by(admin), 'admin'))
    expect(await lastEvents(1)).toMatchObject([{ kind: 'passkeys delete', actor_did: admin.did }])
  })
})

describe('a sign-in that nobody finishes', () => {
  it('is forgotten once it is too late', async () => {
    await fleet.db.query(
      `INSERT INTO verifications (id, identifier, value, expires_at)
       VALUES ('old', 'old', '', now() - interval '1 s'), ('new', 'new', '', now() + interval '5 minutes')`,
    )
    await forgetChallenges(fleet.db)
    expect(await fleet.db.query(`SELECT id FROM verifications`)).toEqual([{ id: 'new' }])
  })

  it('uses a code once, of ten at the same moment too, until it holds no longer', async () => {
    const { manager } = fleet.db
    const take = () => takeCode(manager, 'ada@example.org', '123456')
    const taken = await Promise.all(Array.from({ length: 10 }, take))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await takeCode(manager, 'bob@example.org', '123456')).toBe(true)
    await giveCodeBack(manager, 'ada@example.org', '123456')
    expect(await take()).toBe(true)
    await fleet.db.query(`UPDATE verifications SET expires_at = now() - interval '1 s'`)
    expect(await take()).toBe(true)
  })
})

describe('an erased person', () => {
  it('keeps nothing but DID and history, for good', async () => {
    const token = await insertToken(fleet.db.manager, { personId: 'ada' }, null)
    await session('ada')
    await insertFactors(fleet.db.manager, 'ada')
    expect(failureOf(await erasePerson(by(admin), ada.did, { email: 'admin@example.org' }))).toBe(
      'invalid email',
    )
    expect(failureOf(await erasePerson(by(admin), ada.did, {}))).toBe('invalid email')
    expect((await stored('ada')).erased_at).toBeNull()
    done(await erasePerson(by(admin), ada.did, { email: ' Ada@Example.org ' }))
    expect(await stored('ada')).toMatchObject({
      ...{ did: ada.did, name: 'Erased person', email: 'erased-ada@erased.invalid' },
      ...{ erased_at: expect.any(Date), disabled_at: expect.any(Date) },
    })
    expect(await tokenHolder(fleet.db.manager, token)).toEqual({ refused: 'revoked' })
    for (const table of ['sessions', 'accounts', 'two_factors', 'passkeys'])
      expect(await fleet.db.query(`SELECT FROM ${table} WHERE person_id = 'ada'`)).toEqual([])
    expect(failureOf(await enablePerson(by(admin), ada.did, { reason }))).toBe('conflict')
    expect(failureOf(await erasePerson(by(admin), ada.did, { email: '' }))).toBe('conflict')
    await expect(fleet.db.query(`UPDATE people SET disabled_at = NULL WHERE id = 'ada'`)).rejects.toThrow(
      'An erased person stays disabled',
    )
  })

  it('is named nowhere in the database, not even in the log', async () => {
    done(await changePersonRole(by(admin), ada.did, { role: 'operator' }))
    done(await erasePerson(by(admin), ada.did, { email: 'ada@example.org' }))
    for (const table of ['people', 'job_events', 'invitations', 'accounts'])
      expect(
        await fleet.db.query(
          `SELECT t::text AS row FROM ${table} t WHERE t::text LIKE '%Person ada%' OR t::text LIKE '%ada@example.org%'`,
        ),
      ).toEqual([])
    // A changed address shows all the same.
    const event = (await lastEvents(10)).find(({ kind, is }) => kind === 'people update' && is.erased_at)
    expect(event.was.email_sha256).not.toBe(event.is.email_sha256)
  })
})

describe('an export', () => {
  it('has all that is kept about a person and no secret, and is logged', async () => {
    const token = await insertToken(fleet.db.manager, { personId: 'ada' }, null)
    await fleet.db.query(`UPDATE tokens SET name = 'backup of the lab', scopes = '{read}'`)
    const cookie = await session('ada')
    await insertFactors(fleet.db.manager, 'ada')
    await fleet.db.query(`INSERT INTO nodes (node_did) VALUES ('did:a:1')`)
    await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ('did:a:1', 'ada')`)
    await fleet.db.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
       VALUES ('did:a:1', $1, 'look', 'PendingApproval')`,
      [ada.did],
    )
    expect(failureOf(await exportPerson(by(ada), ada.did))).toBe('forbidden')
    const exported = done(await exportPerson(by(admin), ada.did))
    expect(exported.person).toMatchObject({ did: ada.did, email: 'ada@example.org', role: 'approver' })
    expect(exported.lists).toMatchObject({
      sign_in_methods: [{ method: 'credential' }],
      passkeys: [{ name: 'laptop' }],
      sessions: [{ user_agent: null }],
      tokens: [{ name: 'backup of the lab', scopes: ['read'], revoked_at: null }],
      owned_nodes: [{ node_did: 'did:a:1' }],
      requests: [{ task_name: 'look' }],
      votes: [],
    })
    expect(exported.cut).toEqual([])
    for (const secret of [token, cookie, 'none"', 'public key'])
      expect(JSON.stringify(exported)).not.toContain(secret)
    expect(await lastEvents(1)).toMatchObject([{ kind: 'person exported', actor_did: admin.did }])
  })
})
