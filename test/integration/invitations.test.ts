import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { forgetConfig } from '@/lib/config'
import type { PersonViewer } from '@/lib/kernel/role'
import { verifyPassword } from '@/lib/people/db/credentials'
import { choosePassword } from '@/lib/people/services/choose-password'
import { disablePerson } from '@/lib/people/services/disable-person'
import { invitePerson } from '@/lib/people/services/invite-person'
import { join } from '@/lib/people/services/join'
import { resetSignIn } from '@/lib/people/services/reset-sign-in'
import { withdrawInvitation } from '@/lib/people/services/withdraw-invitation'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'
import { done, failureOf } from '@/test/result'
import { smtpServer } from '@/test/smtp-server'

let fleet: TestFleet
let admin: PersonViewer
beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM people; DELETE FROM invitations`)
  admin = await testPerson(fleet.db, 'admin', 'admin')
})
afterEach(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})
const configured = (env: Record<string, string>) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  forgetConfig()
}

const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const invite = (email = 'Lindiwe@example.org', role = 'approver') => invitePerson(by(admin), { email, role })
const tokenIn = (link: string | null | undefined): string => /hk_[\w-]{43}/.exec(link ?? '')?.[0] ?? ''
const person = { name: ' Lindiwe ', password: 'correct horse battery' }
const passwordOf = async (email: string): Promise<string> =>
  (
    await fleet.db.query(
      `SELECT a.password FROM accounts a JOIN people p ON p.id = a.person_id WHERE email = $1`,
      [email],
    )
  )[0]?.password

it('an invitation is a link that works once, for that address and role', async () => {
  const invited = done(await invite())
  expect(invited).toMatchObject({ email: 'lindiwe@example.org', role: 'approver', warnings: [] })
  expect(invited.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/join\/hk_[\w-]{43}$/)
  const hours = (invited.expires_at.getTime() - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(71.9)
  expect(hours).toBeLessThanOrEqual(72)
  const token = tokenIn(invited.link)
  const kept = await fleet.db.query<{ row: string }[]>(`SELECT i::text AS row FROM invitations i`)
  expect(kept[0]?.row).not.toContain(token.slice(3))

  for (const [input, failure] of [
    [{ ...person, token, password: 'short' }, 'invalid password'],
    [{ ...person, token, name: ' ' }, 'invalid name'],
    [{ ...person, token, role: 'admin' }, 'invalid'],
    [{ ...person, token: 'hk_wrong' }, 'forbidden'],
    [undefined, 'invalid token name password'],
  ] as const)
    expect(failureOf(await join(fleet.db, input))).toBe(failure)
  // The name of somebody else is refused, and the invitation still works.
  expect(failureOf(await join(fleet.db, { ...person, token, name: 'person ADMIN' }))).toBe('conflict name')
  const joined = done(await join(fleet.db, { ...person, token }))
  expect(joined).toMatchObject({ email: 'lindiwe@example.org', name: 'Lindiwe', role: 'approver' })
  expect(await verifyPassword(await passwordOf(joined.email), person.password)).toBe(true)
  expect(failureOf(await join(fleet.db, { ...person, token }))).toBe('forbidden')
  expect(failureOf(await invite())).toBe('conflict email')
})

it('of many who use one link at once, one joins', async () => {
  const token = tokenIn(done(await invite()).link)
  const answers = await Promise.all(
    [1, 2, 3, 4].map((n) => join(fleet.db, { ...person, name: `${n}`, token })),
  )
  expect(answers.map(failureOf).sort()).toEqual(['forbidden', 'forbidden', 'forbidden', 'ok'])
})

it('a link ends with a new invitation, with its withdrawal, and after 72 hours', async () => {
  const first = done(await invite())
  const second = done(await invite('lindiwe@example.org', 'operator'))
  expect(second.invitation_id).toBe(first.invitation_id)
  expect(failureOf(await join(fleet.db, { ...person, token: tokenIn(first.link) }))).toBe('forbidden')
  done(await withdrawInvitation(by(admin), second.invitation_id))
  expect(failureOf(await withdrawInvitation(by(admin), second.invitation_id))).toBe('not_found')
  expect(failureOf(await withdrawInvitation(by(admin), 'nonsense'))).toBe('not_found')
  expect(failureOf(await join(fleet.db, { ...person, token: tokenIn(second.link) }))).toBe('forbidden')
  const third = done(await invite())
  await fleet.db.query(`UPDATE invitations SET expires_at = now()`)
  expect(failureOf(await join(fleet.db, { ...person, token: tokenIn(third.link) }))).toBe('forbidden')
})

it('only administrators invite and reset', async () => {
  const ada = await testPerson(fleet.db, 'ada', 'approver')
  expect(failureOf(await invitePerson(by(ada), { email: 'x@example.org', role: 'admin' }))).toBe('forbidden')
  expect(failureOf(await resetSignIn(by(ada), admin.did))).toBe('forbidden')
  expect(failureOf(await invite('nobody'))).toBe('invalid email')
  expect(failureOf(await invite('x@example.org', 'root'))).toBe('invalid role')
})

it('the log says who invited, and that the invited person joined, without name or address', async () => {
  const did = done(await join(fleet.db, { ...person, token: tokenIn(done(await invite()).link) })).did
  const rows = await fleet.db.query<{ body: string }[]>(
    `SELECT body FROM job_events WHERE stream = 'rights' ORDER BY seq DESC LIMIT 4`,
  )
  expect(rows.map(({ body }) => JSON.parse(body)).reverse()).toMatchObject([
    { kind: 'invitations insert', actor_did: admin.did, is: { role: 'approver', invited_by: 'admin' } },
    { kind: 'people insert', actor_did: did, is: { did, role: 'approver' } },
    { kind: 'invitations delete', actor_did: did },
    { kind: 'accounts insert', actor_did: did, is: { provider_id: 'credential' } },
  ])
  expect(JSON.stringify(rows).toLowerCase()).not.toMatch(/lindiwe|hk_|token_hash/)
})

it('a reset lets a person choose a password once, and ends their sessions', async () => {
  const joined = done(await join(fleet.db, { ...person, token: tokenIn(done(await invite()).link) }))
  await fleet.db.query(
    `INSERT INTO sessions (id, person_id, token, expires_at) VALUES ('s', $1, 's', now() + interval '1 day')`,
    [joined.id],
  )
  const former = tokenIn(done(await resetSignIn(by(admin), joined.email)).link)
  const made = done(await resetSignIn(by(admin), joined.did))
  expect(made.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reset\/hk_[\w-]{43}$/)
  const token = tokenIn(made.link)
  const password = 'another horse battery'
  expect(failureOf(await choosePassword(fleet.db, { token: former, password }))).toBe('forbidden')
  expect(failureOf(await choosePassword(fleet.db, { token, password: 'short' }))).toBe('invalid password')
  expect(await verifyPassword(await passwordOf(joined.email), person.password)).toBe(true)
  const answers = await Promise.all([1, 2, 3].map(() => choosePassword(fleet.db, { token, password })))
  expect(answers.map(failureOf).sort()).toEqual(['forbidden', 'forbidden', 'ok'])
  expect(await verifyPassword(await passwordOf(joined.email), password)).toBe(true)
  expect(await fleet.db.query(`SELECT FROM sessions`)).toEqual([])

  const late = tokenIn(done(await resetSignIn(by(admin), joined.did)).link)
  done(await disablePerson(by(admin), joined.did, { reason: 'Left' }))
  expect(failureOf(await choosePassword(fleet.db, { token: late, password }))).toBe('forbidden')
  expect(failureOf(await resetSignIn(by(admin), joined.did))).toBe('conflict')
})

it('sends links by mail when a server is set, and shows them when it refuses', async () => {
  const smtp = await smtpServer()
  configured({
    HAKIM_SMTP_URL: smtp.url,
    HAKIM_MAIL_FROM: 'Hakim <hakim@example.org>',
    HAKIM_BASE_URL: 'https://hakim.example',
  })
  await fleet.db.query(`UPDATE people SET name = E'Joost\\n\\nhttps://evil.example' WHERE id = 'admin'`)
  const inviter = { ...admin, name: 'Joost\n\nhttps://evil.example' }
  const invited = done(await invitePerson(by(inviter), { email: 'lindiwe@example.org', role: 'approver' }))
  expect(invited).toMatchObject({ link: null, warnings: [] })
  const mail = await smtp.next()
  expect(mail).toMatchObject({ from: 'hakim@example.org', to: ['lindiwe@example.org'] })
  expect(mail.text).toContain('From: Hakim <hakim@example.org>')
  expect(mail.text).toContain(
    'Joost https://evil.example invites you to Hakim at hakim.example, as approver.',
  )
  expect(mail.text).toMatch(/\r\nhttps:\/\/hakim\.example\/join\/hk_[\w-]{43}\r\n/)
  const joined = done(await join(fleet.db, { ...person, token: tokenIn(mail.text) }))
  expect(done(await resetSignIn(by(admin), joined.did)).link).toBeNull()
  expect((await smtp.next()).text).toMatch(/\r\nhttps:\/\/hakim\.example\/reset\/hk_[\w-]{43}\r\n/)

  const refused = done(await invite('nobody@refused.example'))
  expect(refused.link).toMatch(/^https:\/\/hakim\.example\/join\/hk_/)
  expect(refused.warnings).toEqual([
    expect.stringMatching(/^The mail was not sent: .*no such mailbox.* Pass/i),
  ])
  await smtp.close()
  const away = done(await invite('other@example.org'))
  expect(away.link).not.toBeNull()
  expect(away.warnings).toEqual([expect.stringContaining('The mail was not sent')])
})
