import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { forgetConfig } from '@/lib/config'
import { claimJob } from '@/lib/jobs/services/claim-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { signerOf, signStatement } from '@/lib/signing/domain/sign'
import type { Statement } from '@/lib/signing/domain/statement'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { statusOf } from '@/test/jobs'
import { removeOwnerOf } from '@/test/owner-changes'
import { bearerOf } from '@/test/query-server'
import { done } from '@/test/result'
import { hakim, serveCommands } from '@/test/server-commands'
import { smtpServer } from '@/test/smtp-server'
import { tempDir } from '@/test/temp-folder'
import * as approve from '../jobs/[jobId]/approve/route'
import * as cancel from '../jobs/[jobId]/cancel/route'
import * as log from '../jobs/[jobId]/log/route'
import * as reject from '../jobs/[jobId]/reject/route'
import * as job from '../jobs/[jobId]/route'
import * as jobs from '../jobs/route'
import * as key from './[keyId]/route'
import * as keys from './route'

// The commands of a terminal against the routes and the database of a server: what one sends, the other takes.

let fleet: TestFleet
let server: Awaited<ReturnType<typeof serveCommands>>
let dir: string
let owner: PersonViewer
let tokens: Record<'operator' | 'owner', string>
const node = 'did:test:node:commands'

const none = { params: Promise.resolve({}) }
const ofJob = (jobId: string) => ({ params: Promise.resolve({ jobId }) })

beforeAll(async () => {
  server = await serveCommands({
    'GET /api/v1/keys': (request) => keys.GET(request, none),
    'POST /api/v1/keys': (request) => keys.POST(request, none),
    'DELETE /api/v1/keys/[]': (request, keyId) => key.DELETE(request, { params: Promise.resolve({ keyId }) }),
    'GET /api/v1/jobs': (request) => jobs.GET(request, none),
    'POST /api/v1/jobs': (request) => jobs.POST(request, none),
    'GET /api/v1/jobs/[]': (request, id) => job.GET(request, ofJob(id)),
    'GET /api/v1/jobs/[]/log': (request, id) => log.GET(request, ofJob(id)),
    'POST /api/v1/jobs/[]/approve': (request, id) => approve.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/reject': (request, id) => reject.POST(request, ofJob(id)),
    'POST /api/v1/jobs/[]/cancel': (request, id) => cancel.POST(request, ofJob(id)),
  })
  fleet = server.fleet
  const operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, node, owner.id)
  await fleet.db.query(`UPDATE nodes SET tasks = $2 WHERE node_did = $1`, [
    node,
    JSON.stringify([
      {
        ...{ name: 'archive', risk: 'medium', command: ['/opt/archive', '--older-than', '{days}d'] },
        params: { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] },
      },
    ]),
  ])
  tokens = {
    operator: await bearerOf(fleet, { personId: operator.id }),
    owner: await bearerOf(fleet, { personId: owner.id }),
  }
})
afterAll(() => server.close())
beforeEach(async () => {
  dir = tempDir()
  for (const table of ['maintenance_jobs', 'consent_keys']) await fleet.db.query(`DELETE FROM ${table}`)
})

const as = (who: 'operator' | 'owner', ...argv: string[]): Promise<string> => {
  vi.stubEnv('HAKIM_TOKEN', tokens[who])
  return hakim(...argv)
}
const request = () =>
  as(
    ...([
      'operator',
      'job',
      'request',
      '--node',
      node,
      '--task',
      'archive',
      '--params',
      '{"days": 30}',
    ] as const),
    ...['--reason', 'The disk is full'],
  )
async function newKey(name: string, ...more: string[]): Promise<string> {
  const [file, phrase] = [join(dir, name), join(dir, `${name}.phrase`)]
  writeFileSync(phrase, `passphrase of ${name}\n`, { mode: 0o600 })
  await hakim('key', 'create', '--file', file, '--passphrase-file', phrase)
  await as('owner', 'key', 'enrol', ...sign(name, '--file'), '--name', name, ...more)
  return file
}
const sign = (name: string, option = '--key', phrase = '--passphrase-file'): string[] => [
  ...[option, join(dir, name), phrase, join(dir, `${name}.phrase`)],
]
const decided = async (id: string, ...argv: string[]) => {
  const output = await as('owner', 'job', ...argv)
  return [output, await statusOf(fleet.db, id)] as const
}

it('a job is requested, shown, approved with a signature and handed out with it', async () => {
  await newKey('laptop')
  const id = await request()
  expect(await as('owner', 'job', 'list', '--status', 'PendingApproval')).toContain(`${id} · PendingApproval`)
  expect(await as('owner', 'job', 'list', '--node', 'did:test:other')).toBe('There are no such jobs.')
  const shown = await as('owner', 'job', 'show', id)
  expect(shown).toMatch(/^Command: +\/opt\/archive --older-than 30d$/m)
  expect(shown).toMatch(/^Reason: +The disk is full$/m)
  expect(shown).toMatch(/^Lacks: +1 more of the node's owners or their delegates$/m)
  await expect(as('owner', 'job', 'approve', id, '--yes')).rejects.toThrow('Sign with --key FILE')
  const [output, status] = await decided(id, 'approve', id, '--yes', '--reason', ' Fine ', ...sign('laptop'))
  expect(output).toContain(`Job ${id} is Approved now.`)
  expect(status).toBe('Approved')
  const claim = done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))
  expect(claim?.votes).toMatchObject([{ statement: { person: owner.did, decision: 'approve' } }])
  await fleet.db.query(`UPDATE job_details SET ran = $2 WHERE job_id = $1`, [id, '["/opt/archive", "30 d"]'])
  const running = await as('owner', 'job', 'show', id)
  expect(running).toMatch(/ approved at \S+, signed: Fine$/m)
  expect(running).toMatch(/^Ran: +\/opt\/archive "30 d"$/m)
  await removeOwnerOf(fleet.db, node, 'owner')
  const orphan = await as('owner', 'job', 'show', await request())
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'owner')`, [node])
  expect(orphan).toMatch(/^Not approvable: Nobody can approve it: the node has no owner/m)
  expect(await as('owner', 'job', 'log', id)).toBe('')
})

it('a job is rejected with a signature, or cancelled', async () => {
  await newKey('laptop')
  const [first, second] = [await request(), await request()]
  const [, rejected] = await decided(first, 'reject', first, '--reason', ' Not now\n', ...sign('laptop'))
  expect(rejected).toBe('Rejected')
  expect(await as('operator', 'job', 'cancel', second)).toBe(`Job ${second} is Cancelled now.`)
})

it('a second key takes the first one, is listed, and ends for good', async () => {
  await newKey('laptop')
  await expect(newKey('desk')).rejects.toThrow('You have a key already')
  await as(
    ...(['owner', 'key', 'enrol', '--name', 'Desk', ...sign('desk', '--file')] as const),
    ...sign('laptop', '--with', '--with-passphrase-file'),
  )
  const listed = (await as('owner', 'key', 'list')).split('\n')
  expect(listed).toEqual([expect.stringContaining(' · laptop · '), expect.stringContaining(' · Desk · ')])
  const [keyId = ''] = listed[0]?.split(' ') ?? []
  await expect(as('owner', 'key', 'revoke', keyId)).rejects.toThrow('Sign the revocation with one of your')
  const revoke = () => as('owner', 'key', 'revoke', keyId, ...sign('desk', '--with'))
  expect(await revoke()).toBe(`Revoked ${keyId}.`)
  await expect(revoke()).rejects.toThrow('You have no such key')
  expect(await as('owner', 'key', 'list')).toMatch(new RegExp(`^${keyId} .* revoked `))
  const id = await request()
  await expect(as('owner', 'job', 'approve', id, '--yes', ...sign('laptop'))).rejects.toThrow('was revoked')
  expect(await statusOf(fleet.db, id)).toBe('PendingApproval')
  const [, status] = await decided(id, 'approve', id, '--yes', ...sign('desk'))
  expect(status).toBe('Approved')
})

it('a mail to another owner that was not sent is said, by the API, in words and as JSON', async () => {
  const smtp = await smtpServer()
  vi.stubEnv('HAKIM_SMTP_URL', smtp.url)
  vi.stubEnv('HAKIM_MAIL_FROM', 'hakim@example.org')
  forgetConfig()
  await testPerson(fleet.db, 'eve', 'approver')
  await fleet.db.query(`UPDATE people SET email = 'eve@refused.example' WHERE id = 'eve'`)
  await testNode(fleet.db, 'did:test:node:shared', ['owner', 'eve'])
  const enrol = (...more: string[]) =>
    as('owner', 'key', 'enrol', ...sign('laptop', '--file'), '--name', 'laptop', ...more)
  await newKey('laptop')
  await fleet.db.query(`DELETE FROM consent_keys`)
  expect(await enrol()).toMatch(
    /\nNote: The mail to Person eve was not sent: .*no such mailbox.*Tell them of your key/,
  )
  await fleet.db.query(`DELETE FROM consent_keys`)
  expect(JSON.parse(await enrol('--json'))).toMatchObject({
    ...{ name: 'laptop', warnings: [expect.stringContaining('The mail to Person eve was not sent')] },
  })
  vi.stubEnv('HAKIM_SMTP_URL', undefined)
  vi.stubEnv('HAKIM_MAIL_FROM', undefined)
  forgetConfig()
  await smtp.close()
})

it('what was revised is shown with what changed', async () => {
  const id = await request()
  await fleet.db.query(`UPDATE maintenance_jobs SET params = '{"days": 7}' WHERE job_id = $1`, [id])
  const shown = await as('owner', 'job', 'show', id)
  expect(shown).toMatch(/^Command: +\/opt\/archive --older-than 7d$/m)
  expect(shown).toContain('  Parameter days: 30 → 7')
})

it('a key that was enrolled for some days signs nothing after them, whatever the command checks', async () => {
  await newKey('laptop', '--days', '30')
  expect(await as('owner', 'key', 'list')).toMatch(/ · expires \d{4}-/)
  const rows = await fleet.db.query(
    `SELECT round(extract(epoch FROM expires_at - enrolled_at) / 86400)::int AS days FROM consent_keys`,
  )
  expect(rows).toEqual([{ days: 30 }])
  await expect(fleet.db.query(`UPDATE consent_keys SET expires_at = NULL`)).rejects.toThrow('for no longer')
  const id = await request()
  const [shown] = await fleet.db.query(`SELECT digest FROM approval_documents WHERE job_id = $1`, [id])
  const file = { key: readFileSync(join(dir, 'laptop'), 'utf8'), passphrase: 'passphrase of laptop' }
  const signer = signerOf(createPrivateKey(file))
  const statement: Statement = {
    ...{ version: 1, document: shown.digest, decision: 'approve', reason_digest: null },
    ...{ decided_at: new Date().toISOString(), person: owner.did, key: signer.publicKey.did },
  }
  await fleet.db.query(`UPDATE consent_keys SET expires_at = now()`)
  const approved = await fetch(`${server.address}/api/v1/jobs/${id}/approve`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.owner}`, 'content-type': 'application/json' },
    body: JSON.stringify({ approval_hash: statement.document, signed: signStatement(signer, statement) }),
  })
  expect(approved.status).toBe(400)
  expect(await approved.json()).toMatchObject({
    errors: [{ path: 'signed', message: expect.stringContaining('is signed with a key that expired at') }],
  })
  await expect(as('owner', 'job', 'approve', id, '--yes', ...sign('laptop'))).rejects.toThrow('expired at')
  expect(await statusOf(fleet.db, id)).toBe('PendingApproval')
})

it('a token that was not copied in full is said to be none, and where it comes from', async () => {
  vi.stubEnv('HAKIM_TOKEN', tokens.owner.slice(0, -1))
  await expect(hakim('job', 'list')).rejects.toThrow(
    /^This is not a token of Hakim, which is hk_ and 43 characters: copy all of it.* \(It comes from HAKIM_TOKEN\.\)$/,
  )
})
