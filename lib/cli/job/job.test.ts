import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '@/lib/cli/main'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { checkVote } from '@/lib/signing/domain/check-vote'
import { reasonDigest } from '@/lib/signing/domain/digest'
import { type ApprovalDocument, documentDigest } from '@/lib/signing/domain/document'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { type LoopbackServer, type Reply, startServer } from '@/test/api-server'
import { documentOf } from '@/test/consent-signing'
import { removeTempDirs, tempDir } from '@/test/temp-folder'

const person = 'did:web:example.org:anna'
const document = documentOf()
const id = document.job_id

/** What the server says; each test changes some of it. */
let job: JsonObject
let listed: JsonObject[]
let keys: JsonObject[]
let server: LoopbackServer
let output: string
let dir: string
let keyFile: string
let did: string

const jobOf = (shown: ApprovalDocument, more: JsonObject = {}): JsonObject => ({
  ...{ job_id: id, status: 'PendingApproval', task_name: shown.task, target_node_did: shown.node },
  ...{ requester_did: shown.requester, created_at: '2026-11-29T12:00:00.000Z', reason: null },
  ...{ approval_hash: documentDigest(shown), document: shown, changes: [], ran: null },
  ...{
    cannot_be_approved: null,
    progress: { percent: null, message: null },
    consent: { lacks: null, votes: [], emergency: [], pins: null },
  },
  ...more,
})

function answer(method: string, path: string): Reply {
  if (path === '/api/v1/keys') return { body: { person_did: person, keys } }
  if (method === 'GET' && path === `/api/v1/jobs/${id}`) return { body: job }
  if (method === 'GET' && path.startsWith('/api/v1/jobs?'))
    return { body: { jobs: listed, next_cursor: 'x' } }
  if (path.endsWith('/follow'))
    return job.status === 'Completed'
      ? { status: 409, body: { detail: 'This job is over; nothing more will be told of it.' } }
      : { body: { following: method === 'PUT' } }
  if (path.endsWith('/break-glass')) return { body: { status: 'Approved' } }
  if (path.endsWith('/approve')) return { body: { status: 'Approved', lacks: null } }
  if (path.endsWith('/reject')) return { body: { status: 'Rejected', lacks: null } }
  if (path.endsWith('/cancel')) return { body: { status: 'Cancelled', cancel_requested: false } }
  if (path.includes('%1B')) return { status: 400, body: { detail: '\u001b no' } }
  return { status: 404, body: { detail: 'There is nothing at this address.' } }
}

/** Runs `hakim` as a shell does; `output` then holds both of its streams. */
async function hakim(...argv: string[]): Promise<number> {
  output = ''
  return main(argv, { root: '.', version: '1.2.3', prepare: async () => {} })
}
const posts = () => server.requests.filter(({ method }) => method === 'POST')

beforeEach(async () => {
  const say = (...parts: unknown[]) => {
    output += `${parts.join(' ')}\n`
  }
  vi.spyOn(console, 'log').mockImplementation(say)
  vi.spyOn(console, 'error').mockImplementation(say)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    output += String(text)
    return true
  })
  server = await startServer(({ method, path }) => answer(method, path))
  vi.stubEnv('HAKIM_SERVER', server.address)
  vi.stubEnv('HAKIM_TOKEN', 'hk_mine')
  dir = tempDir()
  keyFile = join(dir, 'key')
  expect(await hakim('key', 'create', '--file', keyFile, '--no-passphrase')).toBe(0)
  did = output.split('\n')[0] ?? ''
  job = jobOf(document)
  listed = [job]
  keys = [keyOf(did)]
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await server.stop()
})
afterAll(removeTempDirs)

const keyOf = (key: string, revoked_at: string | null = null): JsonObject => ({
  ...{ key_id: '0198a1b2-0000-4000-8000-000000000002', key, kind: 'ed25519', name: 'Laptop' },
  ...{
    enrolled_at: '2026-11-29T12:00:00.000Z',
    expires_at: null,
    revoked_at,
    last_used_at: null,
    counter_fell_at: null,
  },
})
const approve = (...more: string[]) => hakim('job', 'approve', id, '--key', keyFile, '--yes', ...more)

describe('an approval', () => {
  it('shows what the document says and signs exactly that', async () => {
    expect(await approve('--reason', ' It is full ')).toBe(0)
    const digest = documentDigest(document)
    for (const shown of [
      document.node,
      'archive_data',
      'medium',
      '/opt/archive --older-than 30d',
      'days:',
      '600 s',
      document.requester,
      fingerprintWords(digest).join(' '),
      digest,
      `Job ${id} is Approved now.`,
    ])
      expect(output).toContain(shown)
    const [{ path, token, body } = { path: '', token: '', body: null }] = posts()
    expect([path, token]).toEqual([`/api/v1/jobs/${id}/approve`, 'Bearer hk_mine'])
    if (!isJsonObject(body)) throw new Error('no body')
    expect(body).toMatchObject({ approval_hash: digest, reason: 'It is full' })
    const voter = { person, keys: [{ key: did }] }
    const checked = checkVote(body.signed, voter, { document, digest, now: Date.now() })
    expect(checked).toMatchObject({
      ok: true,
      vote: {
        statement: { decision: 'approve', reason_digest: reasonDigest('It is full'), person, key: did },
      },
    })
  })

  it('goes without a signature where there is no key, but for the same digest', async () => {
    expect(await hakim('job', 'approve', id, '--yes')).toBe(1)
    expect(output).toContain('you have a key for signing (Laptop). Sign with --key FILE')
    expect(posts()).toEqual([])
    keys = [keyOf(did, '2026-11-29T12:00:00.000Z')]
    expect(await hakim('job', 'approve', id, '--yes')).toBe(0)
    expect(posts().map(({ body }) => body)).toEqual([{ approval_hash: documentDigest(document) }])
  })

  it.each<[string, () => JsonObject, string]>([
    [
      'another hash than its document',
      () => jobOf(document, { approval_hash: 'a'.repeat(64) }),
      'has the digest',
    ],
    [
      'the hash of another document than the one that is shown',
      () => jobOf(document, { document: { ...document, params: { days: 1 } } }),
      'has the digest',
    ],
    [
      'the document of another job',
      () => jobOf({ ...document, job_id: '0198a1b2-0000-7000-8000-00000000000f' }),
      'the document of another job',
    ],
    ['no document', () => jobOf(document, { document: null }), 'cannot be approved'],
    [
      'a document of version 2',
      () => jobOf(document, { document: { ...document, version: 2 } }),
      'cannot be approved',
    ],
    [
      'a document with more in it',
      () => jobOf(document, { document: { ...document, more: 1 } }),
      'cannot be approved',
    ],
  ])('of a job with %s is refused, and nothing is signed', async (_, made, why) => {
    job = made()
    expect(await approve()).toBe(1)
    expect(output).toContain(why)
    expect(posts()).toEqual([])
  })

  it('is not signed with a key that is not enrolled, or was revoked', async () => {
    keys = []
    expect(await approve()).toBe(1)
    expect(output).toContain('is no key of yours')
    keys = [keyOf(did, '2026-11-29T13:00:00.000Z')]
    expect(await approve()).toBe(1)
    expect(output).toContain('was revoked')
    expect(posts()).toEqual([])
  })

  it('is not signed with a key file that others can read', async () => {
    chmodSync(keyFile, 0o644)
    expect(await approve()).toBe(1)
    expect(output).toContain('chmod 600')
    expect(posts()).toEqual([])
  })

  it('lets no escape sequence, break or hidden character of a server reach the terminal', async () => {
    const evil = '\u001b[2J\u009b1A\u202e\r\nApprove:        \u200bharmless'
    const offer = document.offer && { ...document.offer, cwd: evil, run_as: evil, command: [evil, '{days}'] }
    const shown = { ...document, node: `did:a:${evil}`, task: evil, offer, params: { days: evil, [evil]: 1 } }
    const vote = { person_did: evil, decision: evil, decided_at: evil, withdrawn_at: evil }
    job = jobOf(shown, {
      ...{ status: evil, reason: evil, requester_did: evil, progress: { percent: 1, message: evil } },
      changes: [{ what: evil, before: evil, after: evil }],
      ...{ ran: [evil], cannot_be_approved: evil },
      your_approval: { on_node: { why: evil }, in_emergency_on_node: { why: evil }, not_signed: evil },
      consent: {
        lacks: evil,
        votes: [{ ...vote, reason: evil, does_not_count: evil, signature: evil }],
        emergency: [
          {
            ...{ person_did: evil, reason: evil, approved_at: evil, signature: evil },
            review: { person_did: evil, reviewed_at: evil, verdict: evil, text: evil },
          },
        ],
        pins: { required: 1, owners: [{ person: evil, keys: [evil] }], emergency: 0 },
      },
    })
    for (const code of [await approve(), await hakim('job', 'show', id), await hakim('job', 'watch', id)]) {
      expect([0, 1]).toContain(code)
      expect(output).toContain('U+001B')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/)
      expect(output).not.toMatch(/^Approve:/m)
    }
    expect(await hakim('job', 'show', evil)).toBe(1)
    expect(output).toBe('U+001B no\n')
    expect(await hakim('job', 'show', id, '--json')).toBe(0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })

  it('is shown who approved without the owner, and whose signatures the node requires', async () => {
    expect(await hakim('job', 'show', id)).toBe(0)
    expect(output).toMatch(/^Node requires: +no signatures: it trusts the server$/m)
    const approval = {
      ...{ person_did: 'did:web:eve', reason: 'Nobody answers', approved_at: '2026-11-29T12:00:00.000Z' },
      signature: 'verified',
    }
    const review = {
      ...{ person_did: 'did:web:anna', reviewed_at: '2026-11-29T13:00:00.000Z' },
      ...{ verdict: 'not_justified', text: 'I was there' },
    }
    const owners = [{ person, keys: [did, 'did:key:zOther'] }]
    job = jobOf(document, {
      consent: {
        ...{ lacks: null, votes: [] },
        emergency: [
          { ...approval, review: null },
          { ...approval, signature: 'bad', review },
        ],
        pins: { required: 1, owners, emergency: 2, delegation: false },
      },
    })
    expect(await hakim('job', 'show', id)).toBe(0)
    const approved = '  did:web:eve approved without the owner at 2026-11-29T12:00:00.000Z, '
    for (const line of [
      `${approved}signed: Nobody answers (it waits for its review)`,
      `${approved}THE SIGNATURE DOES NOT VERIFY: Nobody answers (did:web:anna found it not justified at 2026-11-29T13:00:00.000Z: I was there)`,
      'Node requires:  2 keys of 1 owner, 1 must sign; delegates do not count; keys for emergencies: 2',
      `  ${person}: ${did}, did:key:zOther`,
    ])
      expect(output.split('\n')).toContain(line)
  })

  it('says that a reason is not the one of the document', async () => {
    const reason_digest = reasonDigest('It is full')
    job = jobOf({ ...document, reason_digest }, { reason: 'It is full' })
    expect(await hakim('job', 'show', id)).toBe(0)
    expect(output).toMatch(/^Reason: +It is full$/m)
    job = jobOf({ ...document, reason_digest }, { reason: 'The owner asked me to' })
    expect(await hakim('job', 'show', id)).toBe(0)
    expect(output).toContain('The owner asked me to (not what the document names')
  })

  it('keeps standard output for the answer with --json', async () => {
    const log = vi.mocked(console.log)
    log.mockClear()
    expect(await approve('--json')).toBe(0)
    expect(log.mock.calls).toEqual([['{"status":"Approved","lacks":null}']])
  })
})

describe('an approval without the owner', () => {
  const reason = 'The disk fills up and nobody answers'

  it('is shown, signed as what it is, and sent as an emergency', async () => {
    expect(await approve('--without-owner', '--reason', ` ${reason} `)).toBe(0)
    expect(output).toContain('/opt/archive --older-than 30d')
    expect(output).toContain(`Job ${id} is Approved now.`)
    const digest = documentDigest(document)
    const [{ path, body } = { path: '', body: null }] = posts()
    expect(path).toBe(`/api/v1/jobs/${id}/break-glass`)
    if (!isJsonObject(body)) throw new Error('no body')
    expect(body).toMatchObject({ approval_hash: digest, reason })
    const voter = { person, keys: [{ key: did }] }
    expect(checkVote(body.signed, voter, { document, digest, now: Date.now() })).toMatchObject({
      ok: true,
      vote: { statement: { decision: 'emergency', reason_digest: reasonDigest(reason), person, key: did } },
    })
  })

  it('goes without a signature where there is no key', async () => {
    keys = []
    expect(await hakim('job', 'approve', id, '--yes', '--without-owner', '--reason', reason)).toBe(0)
    expect(posts().map(({ body }) => body)).toEqual([{ approval_hash: documentDigest(document), reason }])
  })

  it.each([[[]], [['--reason', ' ']]])('needs a reason: %j', async (given) => {
    const before = server.requests.length
    expect(await approve('--without-owner', ...given)).toBe(2)
    expect(server.requests.length).toBe(before)
  })

  it('asks in other words, and does nothing unless the answer is yes', async () => {
    process.stdin.unshift('no\n')
    expect(await hakim('job', 'approve', id, '--key', keyFile, '--without-owner', '--reason', reason)).toBe(1)
    expect(output).toContain('Approve exactly this without the owner? (yes/no)')
    expect(posts()).toEqual([])
  })
})

describe('a rejection', () => {
  it('is sent with its reason, and signed with a key', async () => {
    expect(await hakim('job', 'reject', id, '--reason', ' No ', '--key', keyFile)).toBe(0)
    const [{ body } = { body: null }] = posts()
    const statement = {
      decision: 'reject',
      reason_digest: reasonDigest('No'),
      document: documentDigest(document),
    }
    expect(body).toMatchObject({ reason: 'No', signed: { statement } })
  })

  it('needs no document that can be read, without a key', async () => {
    job = jobOf(document, { document: null, approval_hash: 'unreadable' })
    expect(await hakim('job', 'reject', id, '--reason', 'No')).toBe(0)
    expect(posts().map(({ body }) => body)).toEqual([{ approval_hash: 'unreadable', reason: 'No' }])
    expect(await hakim('job', 'reject', id, '--reason', 'No', '--key', keyFile)).toBe(1)
  })
})

it('is followed and no longer followed, and the server says why it cannot be', async () => {
  const sent = () =>
    server.requests.flatMap(({ method, path }) => (path.endsWith('/follow') ? [`${method} ${path}`] : []))
  expect(await hakim('job', 'follow', id)).toBe(0)
  expect(output).toBe(`You follow job ${id}.\n`)
  expect(await hakim('job', 'unfollow', id, '--json')).toBe(0)
  expect(output).toBe('{"following":false}\n')
  expect(sent()).toEqual([`PUT /api/v1/jobs/${id}/follow`, `DELETE /api/v1/jobs/${id}/follow`])
  job = jobOf(document, { status: 'Completed' })
  expect(await hakim('job', 'follow', id)).toBe(1)
  expect(output).toBe('This job is over; nothing more will be told of it.\n')
})

describe('the exit code', () => {
  it('is 0 for what was done, 1 for what the server refuses', async () => {
    expect(await hakim('job', 'cancel', id)).toBe(0)
    expect(await hakim('job', 'cancel', id, '--reason', 'Later')).toBe(0)
    expect(posts().map(({ body }) => body)).toEqual([{}, { reason: 'Later' }])
    expect(await hakim('job', 'show', 'x')).toBe(1)
    expect(output).toBe('There is nothing at this address.\n')
  })

  it('of watching is 0 once the job was completed, 1 if it ended otherwise', async () => {
    job = jobOf(document, { status: 'Completed', progress: { percent: 100, message: 'Archived' } })
    expect(await hakim('job', 'watch', id)).toBe(0)
    expect(output).toBe('Completed · 100% · Archived\n')
    job = jobOf(document, { status: 'Failed' })
    expect(await hakim('job', 'watch', id)).toBe(1)
  })

  it('is 1 without an answer, or with one of another program', async () => {
    job = { hello: 'world' }
    expect(await hakim('job', 'show', id)).toBe(1)
    expect(output).toContain('is not one of Hakim')
    expect(await hakim('job', 'show', id, '--server', 'http://127.0.0.1:9')).toBe(1)
    expect(output).toMatch(
      /^No answer from http:\/\/127\.0\.0\.1:9: bad port\. Check --server or HAKIM_SERVER/,
    )
    const port = new URL(server.address).port
    await server.stop()
    expect(await hakim('job', 'show', id)).toBe(1)
    expect(output).toBe(
      `No answer from http://127.0.0.1:${port}: ECONNREFUSED. Nothing listens there: start Hakim, or correct --server or HAKIM_SERVER.\n`,
    )
  })

  it.each<[string, string[], Record<string, string>]>([
    ['no server', ['list'], { HAKIM_SERVER: '' }],
    ['no token', ['list'], { HAKIM_TOKEN: '' }],
    ['a token of two words', ['list'], { HAKIM_TOKEN: 'hk_a hk_b' }],
    ['plain http to another machine', ['list', '--server', 'http://hakim.example.org'], {}],
    ['no URL', ['list', '--server', 'hakim.example.org'], {}],
    ['no id', ['show'], {}],
    ['no reason', ['reject', id], {}],
    [
      'parameters that are no JSON',
      ['request', '--node', 'd', '--task', 't', '--reason', 'r', '--params', '{'],
      {},
    ],
    [
      'parameters that are a list',
      ['request', '--node', 'd', '--task', 't', '--reason', 'r', '--params', '[]'],
      {},
    ],
    [
      'a parameter that is named twice',
      ['request', '--node', 'd', '--task', 't', '--reason', 'r', '--params', '{"a":1,"a":2}'],
      {},
    ],
  ])('is 2 with %s, and nothing is sent', async (_, argv, env) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const before = server.requests.length
    expect(await hakim('job', ...argv)).toBe(2)
    expect(server.requests.length).toBe(before)
  })

  it('is 2 with a token file that others can read', async () => {
    const file = join(dir, 'token')
    writeFileSync(file, 'hk_other\n', { mode: 0o600 })
    expect(await hakim('job', 'cancel', id, '--token-file', file)).toBe(0)
    expect(posts().map(({ token }) => token)).toEqual(['Bearer hk_other'])
    chmodSync(file, 0o644)
    expect(await hakim('job', 'cancel', id, '--token-file', file)).toBe(2)
  })
})

it('lists what the API finds, by all that narrows a list there', async () => {
  const narrowed = [
    '--status',
    'waiting,open',
    '--q',
    'disk & "log"',
    '--needs',
    'information',
    '--limit',
    '1000',
  ]
  expect(await hakim('job', 'list', ...narrowed, '--sort', 'oldest')).toBe(0)
  expect(output).toContain(`${id} · PendingApproval · archive_data`)
  expect(output).toContain('There are more')
  const url = new URL(server.requests.at(-1)?.path ?? '', server.address)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    ...{ status: 'waiting,open', q: 'disk & "log"', needs: 'information', sort: 'oldest', limit: '1000' },
  })
})

it('reads a list of a thousand jobs with long reasons', async () => {
  listed = Array.from({ length: 1_000 }, () => jobOf(document, { reason: 'x'.repeat(2_000) }))
  expect(await hakim('job', 'list', '--limit', '1000')).toBe(0)
  expect(output.split('\n').filter((line) => line.startsWith(id))).toHaveLength(1_000)
})
