import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '@/lib/cli/main'
import { apiChanges } from '@/lib/consent/queries/api-consent'
import { addNodeOwner } from '@/lib/consent/services/add-owner'
import { decideChange } from '@/lib/consent/services/decide-change'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { apiKey, apiKeys } from '@/lib/people/queries/keys'
import { enrolKey } from '@/lib/people/services/enrol-key'
import { changeDigest, parseChangeText } from '@/lib/signing/domain/change'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { type LoopbackServer, type Reply, type Request, startServer } from '@/test/api-server'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'
import { removeTempDirs, tempDir } from '@/test/temp-folder'

const node = 'did:test:node:changed'
const reason = 'The night shift needs her.'
let fleet: TestFleet
let server: LoopbackServer
let owner: PersonViewer
let second: PersonViewer
let admin: PersonViewer
let keyFile: string
/** What a server that cheats makes of a change. */
let tamper: (change: JsonObject) => JsonObject
let output: string
let standardOutput: string

/** Answers as the API does to somebody's token, which is their id here. */
async function answer({ method, path, token, body }: Request): Promise<Reply> {
  const viewer = [owner, second, admin].find(({ id }) => token.endsWith(`_${id}`)) ?? second
  if (path === '/api/v1/keys' && method === 'GET') return { body: await apiKeys(viewer) }
  if (path === '/api/v1/keys')
    return { body: { ...apiKey(done(await enrolKey({ db: fleet.db, viewer }, body, false))), warnings: [] } }
  if (path === '/api/v1/consent-changes') {
    const plain: unknown = JSON.parse(JSON.stringify(await apiChanges(viewer)))
    const changes = isJsonObject(plain) && Array.isArray(plain.changes) ? plain.changes : []
    return { body: { changes: changes.map((change) => (isJsonObject(change) ? tamper(change) : change)) } }
  }
  const [, id = '', call] = path.match(/^\/api\/v1\/consent-changes\/([^/]+)\/(agree|refuse|withdraw)$/) ?? []
  if (call !== 'agree' && call !== 'refuse' && call !== 'withdraw') return { status: 404 }
  const decided = await decideChange({ db: fleet.db, viewer }, call, id, body)
  if (decided.ok) return { body: decided.value }
  return { status: 403, body: { detail: decided.error.detail } }
}

/** Runs `hakim` as a shell does; `output` then holds both of its streams. */
async function hakim(...argv: string[]): Promise<number> {
  output = ''
  standardOutput = ''
  return main(argv, { root: '.', version: '1.2.3', prepare: async () => {} })
}
const change = (...argv: string[]) => hakim('change', ...argv)
const as = (viewer: PersonViewer) => vi.stubEnv('HAKIM_TOKEN', `hk_${viewer.id}`)
const posts = () =>
  server.requests.filter(({ method, path }) => method === 'POST' && path.includes('changes'))

beforeAll(async () => {
  fleet = await testServer()
  owner = await testPerson(fleet.db, 'owner', 'approver')
  second = await testPerson(fleet.db, 'second', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  keyFile = join(tempDir(), 'key')
})
beforeEach(async () => {
  const say = (...parts: unknown[]) => {
    output += `${parts.join(' ')}\n`
  }
  vi.spyOn(console, 'log').mockImplementation((...parts) => {
    standardOutput += `${parts.join(' ')}\n`
    say(...parts)
  })
  vi.spyOn(console, 'error').mockImplementation(say)
  tamper = (one) => one
  server = await startServer(answer)
  vi.stubEnv('HAKIM_SERVER', server.address)
  as(owner)
  await fleet.db.query(`DELETE FROM nodes`)
  await testNode(fleet.db, node, owner.id)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await server.stop()
})
afterAll(async () => {
  removeTempDirs()
  await fleet.close()
})

const asked = async () => {
  const context = { db: fleet.db, viewer: admin }
  const made = done(await addNodeOwner(context, node, { person: second.did, reason })).change
  if (!made) throw new Error('nobody was asked')
  return made
}
const owners = async (): Promise<string[]> =>
  (
    await fleet.db.query<{ id: string }[]>(
      `SELECT person_id AS id FROM node_owners WHERE node_did = $1 ORDER BY 1`,
      [node],
    )
  ).map(({ id }) => id)

describe('without a key', () => {
  it('lists what waits, and shows what is wanted from the document itself', async () => {
    const { change_id: id, digest, due_at } = await asked()
    expect(await change('list')).toBe(0)
    expect(output).toBe(
      `${id} · waiting · Add ${second.did} as an owner · ${node} · ${admin.did} · due ${due_at.toISOString()}\n`,
    )
    tamper = (one) => ({ ...one, kind: 'restrict', what: { restricted: false }, reason: 'Nothing' })
    expect(await change('show', id)).toBe(0)
    const shown = [`Add ${second.did} as an owner`, node, reason, admin.did, due_at.toISOString()]
    for (const text of [...shown, `"person_id":"second"`, digest, fingerprintWords(digest).join(' ')])
      expect(output).toContain(text)
    expect(output).not.toContain('Nothing')
    expect(await change('show', 'x')).toBe(1)
    expect(output).toContain('There is no change x')
  })

  it('agrees to what it has shown, which takes effect at once', async () => {
    const { change_id: id } = await asked()
    expect(await change('agree', id.toUpperCase(), '--yes', '--json')).toBe(0)
    expect(output).toContain(`Add ${second.did} as an owner`)
    expect(JSON.parse(standardOutput)).toMatchObject({ change_id: id, state: 'done' })
    expect(await owners()).toEqual(['owner', 'second'])
    expect(await change('list')).toBe(0)
    expect(output).toBe('There are no such changes.\n')
    expect(await change('list', '--all')).toBe(0)
    expect(output).toContain(`${id} · done`)
  })

  it('asks first, and does nothing unless the answer is yes', async () => {
    const { change_id: id } = await asked()
    let question = ''
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      question += String(text)
      return true
    })
    process.stdin.unshift('no\n')
    expect(await change('agree', id)).toBe(1)
    expect([question, posts()]).toEqual(['Agree to exactly this? It takes effect at once. (yes/no) ', []])
    process.stdin.unshift('yes\n')
    expect(await change('agree', id)).toBe(0)
    expect(await owners()).toEqual(['owner', 'second'])
  })

  it('refuses, also what cannot be read here, and withdraws', async () => {
    const first = await asked()
    tamper = (one) => ({ ...one, document: '{}' })
    expect(await change('refuse', first.change_id)).toBe(0)
    expect(output).toBe(`Change ${first.change_id} is refused now.\n`)
    tamper = (one) => one
    const next = await asked()
    expect(await change('withdraw', next.change_id)).toBe(1)
    expect(output).not.toContain('withdrawn')
    as(admin)
    expect(await change('withdraw', next.change_id)).toBe(0)
    expect(output).toBe(`Change ${next.change_id} is withdrawn now.\n`)
    expect(await owners()).toEqual(['owner'])
  })

  it.each<[string, (one: JsonObject) => JsonObject, string]>([
    ['another digest than its document', (one) => ({ ...one, digest: 'a'.repeat(64) }), 'has the digest'],
    [
      'another document than its digest',
      (one) => ({ ...one, document: String(one.document).replace(node, `${node}0`) }),
      'has the digest',
    ],
    [
      'the document of another change',
      (one) => {
        const document = String(one.document).replace(
          String(one.change_id),
          '0'.repeat(8) + String(one.change_id).slice(8),
        )
        const read = parseChangeText(document)
        return { ...one, document, digest: read.ok ? changeDigest(read.value) : '' }
      },
      'the document of another change',
    ],
    ['a document with more in it', (one) => ({ ...one, document: '{"more":1}' }), 'no document'],
    ['a document that is not canonical', (one) => ({ ...one, document: ` ${one.document}` }), 'no document'],
  ])('agrees to nothing where the server sends %s', async (_, cheat, why) => {
    const { change_id: id } = await asked()
    tamper = cheat
    expect(await change('agree', id, '--yes')).toBe(1)
    expect(output).toContain(why)
    expect(posts()).toEqual([])
    expect(await owners()).toEqual(['owner'])
    // It is shown and listed all the same.
    expect(await change('show', id)).toBe(0)
    expect(output).toContain(why)
    expect(await change('list')).toBe(0)
    expect(output).toContain(id)
  })

  it('lets no escape sequence or break of a server reach the terminal', async () => {
    const { change_id: id } = await asked()
    const evil = '\u001b[2J\u009b1A\u202e\r\nWanted:        \u200bharmless'
    tamper = (one) => ({ ...one, state: evil, decided_by: evil, digest: evil })
    for (const argv of [
      ['show', id],
      ['list', '--all'],
      ['agree', id, '--yes'],
      ['show', evil],
    ]) {
      expect([0, 1]).toContain(await change(...argv))
      expect(output).toContain('U+001B')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/)
      expect(output).not.toMatch(/^Wanted: +\S*harmless/m)
    }
  })
})

describe('with a key', () => {
  const withKey = (...more: string[]) => change(...more, '--key', keyFile)

  it('signs exactly what was shown, and a refusal as well', async () => {
    const first = await asked()
    expect(await hakim('key', 'create', '--file', keyFile, '--no-passphrase')).toBe(0)
    expect(await withKey('agree', first.change_id, '--yes')).toBe(1)
    expect(output).toContain('is no key of yours')
    expect(await hakim('key', 'enrol', '--file', keyFile, '--name', 'Laptop')).toBe(0)
    expect(await change('agree', first.change_id, '--yes')).toBe(1)
    expect(output).toContain('you have a key for signing (Laptop). Sign with --key FILE')
    expect(await owners()).toEqual(['owner'])
    expect(await withKey('agree', first.change_id, '--yes')).toBe(0)
    expect(await owners()).toEqual(['owner', 'second'])
    const [stored] = await fleet.db.query(
      `SELECT c.signed #>> '{statement,change}' = c.digest AS same, k.person_id
       FROM consent_changes c JOIN consent_keys k USING (key_id) WHERE change_id = $1`,
      [first.change_id],
    )
    expect(stored).toEqual({ same: true, person_id: 'owner' })

    await fleet.db.query(`DELETE FROM nodes`)
    await testNode(fleet.db, node, owner.id)
    const next = await asked()
    tamper = (one) => ({ ...one, digest: 'a'.repeat(64) })
    expect(await withKey('refuse', next.change_id)).toBe(1)
    tamper = (one) => one
    expect(await withKey('refuse', next.change_id)).toBe(0)
    const signed = await fleet.db.query(
      `SELECT signed #>> '{statement,decision}' AS decision FROM consent_changes WHERE change_id = $1`,
      [next.change_id],
    )
    expect(signed).toEqual([{ decision: 'refuse' }])
  })
})
