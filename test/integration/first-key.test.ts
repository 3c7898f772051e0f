import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { forgetConfig } from '@/lib/config'
import { tellOfFirstKey } from '@/lib/consent/services/tell-of-first-key'
import type { PersonViewer } from '@/lib/kernel/role'
import { enrolKey } from '@/lib/people/services/enrol-key'
import { plainKey, type TestKey } from '@/test/consent-signing'
import { enrolmentOf } from '@/test/enrolment'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { done } from '@/test/result'
import { smtpServer } from '@/test/smtp-server'

let fleet: TestFleet
let smtp: Awaited<ReturnType<typeof smtpServer>>
let ada: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(4)
  smtp = await smtpServer()
  ada = await testPerson(fleet.db, 'ada', 'approver')
  for (const name of ['bo', 'gone', 'stranger']) await testPerson(fleet.db, name, 'approver')
  await testNode(fleet.db, 'did:test:node:mill', ['ada', 'bo', 'gone'])
  await testNode(fleet.db, 'did:test:node:lock', ['ada', 'bo'])
  await testNode(fleet.db, 'did:test:node:other', 'stranger')
  await fleet.db.query(
    `UPDATE people SET email = id || '@example.org', disabled_at = CASE id WHEN 'gone' THEN now() END`,
  )
  await fleet.db.query(`UPDATE nodes SET name = E'The\\nmill' WHERE node_did = 'did:test:node:mill'`)
  vi.stubEnv('HAKIM_SMTP_URL', smtp.url)
  vi.stubEnv('HAKIM_MAIL_FROM', 'hakim@example.org')
  forgetConfig()
})
afterEach(() => fleet.db.query(`DELETE FROM consent_keys`))
afterAll(async () => {
  vi.unstubAllEnvs()
  forgetConfig()
  await smtp.close()
  await fleet.close()
})

const enrolled = async (key: TestKey, cosigner?: TestKey) => {
  const context = { db: fleet.db, viewer: ada }
  const input = enrolmentOf(ada.did, key, cosigner ? { cosigner } : {})
  return done(await tellOfFirstKey(context, await enrolKey(context, input, false)))
}

it('tells those who own nodes together with somebody of their first key, and of no further one', async () => {
  const [first, second] = [plainKey('ed25519'), plainKey('p256')]
  expect(await enrolled(first)).toMatchObject({ key: first.pinned.key, warnings: [] })
  const mail = await smtp.next()
  expect(mail.to).toEqual(['bo@example.org'])
  expect(mail.text).toContain(first.pinned.key)
  expect(mail.text).toContain('You both own The mill, did:test:node:lock.')
  await fleet.db.query(`UPDATE people SET email = 'bo@refused.example' WHERE id = 'bo'`)
  expect((await enrolled(second, first)).warnings).toEqual([])
  // Nothing vouches for a key that comes after all others have ended either, and a mail that does not go out is said.
  await fleet.db.query(`DELETE FROM consent_keys`)
  expect((await enrolled(plainKey('ed25519'))).warnings).toEqual([
    expect.stringMatching(/^The mail to .+ was not sent: .*no such mailbox/),
  ])
})
