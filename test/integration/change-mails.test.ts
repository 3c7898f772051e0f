import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { forgetConfig } from '@/lib/config'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { createRule } from '@/lib/consent/services/create-rule'
import { removeRule } from '@/lib/consent/services/remove-rule'
import { restrictNode } from '@/lib/consent/services/restrict-node'
import type { PersonViewer, Terminal } from '@/lib/kernel/role'
import { sendMail } from '@/lib/mail/send-mail'
import { plainKey } from '@/test/consent-signing'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { done } from '@/test/result'
import { type Mail, smtpServer } from '@/test/smtp-server'

const mill = 'did:test:node:mill'
const lock = 'did:test:node:lock'
const reason = 'She takes over\nthe night shift.'
let fleet: TestFleet
let smtp: Awaited<ReturnType<typeof smtpServer>>
let admin: PersonViewer
let ada: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(4)
  smtp = await smtpServer()
  for (const name of ['bo', 'gone', 'local', 'new', 'stranger']) await testPerson(fleet.db, name, 'approver')
  ada = await testPerson(fleet.db, 'ada', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await fleet.db.query(
    `UPDATE people SET disabled_at = CASE id WHEN 'gone' THEN now() END,
       email = CASE id WHEN 'local' THEN 'approver@local.invalid' ELSE email END`,
  )
  vi.stubEnv('HAKIM_SMTP_URL', smtp.url)
  vi.stubEnv('HAKIM_MAIL_FROM', 'hakim@example.org')
  vi.stubEnv('HAKIM_BASE_URL', 'https://hakim.example.org')
  forgetConfig()
})
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes; DELETE FROM approval_rules`)
  await testNode(fleet.db, mill, ['ada', 'bo', 'gone', 'local', 'admin'])
  await testNode(fleet.db, lock, 'stranger')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  forgetConfig()
  await smtp.close()
  await fleet.close()
})

const by = (viewer: PersonViewer | Terminal) => ({ db: fleet.db, viewer })
const ofNew = { person: 'did:test:person:new' }

/** The mails so far, by the name of whom they are to: one that is sent afterwards ends the wait for them. */
async function mails(): Promise<Record<string, string>> {
  done(await sendMail({ to: 'end@example.org', subject: 'End', text: 'End' }))
  const found: Record<string, string> = {}
  for (let mail: Mail = await smtp.next(); mail.to[0] !== 'end@example.org'; mail = await smtp.next())
    for (const to of mail.to) found[to.split('@')[0] ?? ''] = mail.text
  return found
}

it('tell each other owner who can refuse what is wanted, why, until when, and where to answer', async () => {
  const { change, warnings } = done(await addNodeOwner(by({ kind: 'terminal' }), mill, { ...ofNew, reason }))
  // Nobody has the address of an account of local mode, so no mail to it can fail.
  expect(warnings).toEqual([expect.stringContaining('asked first')])
  const sent = await mails()
  expect(Object.keys(sent).sort()).toEqual(['ada', 'admin', 'bo'])
  for (const said of [
    'Subject: Hakim: a change of who decides on your node',
    'Somebody at the server',
    `Add did:test:person:new as an owner.`,
    `Node: ${mill}`,
    'Reason: She takes over the night shift.',
    'https://hakim.example.org/settings/consent',
    `${change?.due_at.toISOString().slice(11, 16)} UTC unless an owner refuses`,
  ])
    expect(sent.bo).toContain(said)
})

it('tell whoever asks too, if they have a key: their token may be in other hands; and no owner of other nodes', async () => {
  // Who has a key signs what they want themselves, so it waits.
  await fleet.db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ('admin', $1, 'ed25519', 'key')`,
    [plainKey('ed25519').pinned.key],
  )
  done(await restrictNode(by(admin), mill, { restricted: true, reason }))
  await fleet.db.query(`DELETE FROM consent_keys`)
  const sent = await mails()
  expect(Object.keys(sent).sort()).toEqual(['ada', 'admin', 'bo'])
  expect(sent.ada).toContain('did:test:person:admin asks: Restrict who sees the node.')
})

it('are for the owners of all nodes that a rule applies to', async () => {
  done(await createRule(by(admin), { name: 'two', task_name: 'x' }))
  done(await removeRule(by(admin), 'two', { reason }))
  const sent = await mails()
  expect(Object.keys(sent).sort()).toEqual(['ada', 'bo', 'stranger'])
  expect(sent.stranger).toContain('Remove the rule two.')
  expect(sent.stranger).not.toContain('Node:')
})

it('are not sent for what takes effect at once, and are asked for once', async () => {
  done(await restrictNode(by(ada), mill, { restricted: true }))
  expect(await mails()).toEqual({})
  done(await addNodeOwner(by(admin), lock, { ...ofNew, reason }))
  expect((await addNodeOwner(by(admin), lock, { ...ofNew, reason })).ok).toBe(false)
  expect(Object.keys(await mails())).toEqual(['stranger'])
})

it('that do not go out are named to whoever asks', async () => {
  await fleet.db.query(`UPDATE people SET email = 'stranger@refused.example' WHERE id = 'stranger'`)
  const { warnings, change } = done(await addNodeOwner(by(admin), lock, { ...ofNew, reason }))
  expect(change?.state).toBe('waiting')
  expect(warnings).toEqual([
    expect.stringContaining('asked first'),
    expect.stringMatching(
      /^The mail to Person stranger was not sent: .*no such mailbox.* Tell them yourself\.$/,
    ),
  ])
})

it('to an address where nobody can have a mailbox are not tried', async () => {
  const mail = { subject: 'To nobody', text: 'Nothing' }
  expect(await sendMail({ ...mail, to: 'operator@local.invalid' })).toEqual({ ok: true, value: false })
  expect(await mails()).toEqual({})
  expect(await sendMail({ ...mail, to: 'a@invalid.example.org' })).toEqual({ ok: true, value: true })
  expect(Object.keys(await mails())).toEqual(['a'])
})
