import { afterAll, beforeAll, expect, it } from 'vitest'
import { restoreNode } from '@/lib/jobs/services/restore-node'
import { retireNode } from '@/lib/jobs/services/retire-node'
import type { PersonViewer } from '@/lib/kernel/role'
import { tokenHolder } from '@/lib/people/db/tokens'
import { ssoFile } from '@/lib/people/domain/sso-provider'
import { createPerson } from '@/lib/people/services/create-person'
import { createToken } from '@/lib/people/services/create-token'
import { disablePerson } from '@/lib/people/services/disable-person'
import { erasePerson } from '@/lib/people/services/erase-person'
import { invitePerson } from '@/lib/people/services/invite-person'
import { join } from '@/lib/people/services/join'
import { revokeToken } from '@/lib/people/services/revoke-token'
import { rotateToken } from '@/lib/people/services/rotate-token'
import { signInWithProvider } from '@/lib/people/services/sign-in-with-provider'
import { addNode, testAudit, verified } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { done } from '@/test/result'

// What people do by way of Hakim's own services: the verification finds nothing.

const node = 'did:kos:honest'
let fleet: TestFleet
let ada: PersonViewer
let olu: PersonViewer
beforeAll(async () => {
  fleet = await testAudit(4)
  ada = await testPerson(fleet.db, 'adam', 'admin')
  olu = await testPerson(fleet.db, 'olu', 'approver')
  await addNode(fleet.db, node)
})
afterAll(() => fleet.close())

const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const terminal = () => ({ db: fleet.db, viewer: { kind: 'terminal' as const } })
const findings = async () => (await verified(fleet.db)).findings.map(({ detail }) => detail)

it('tokens are made, rotated, used and revoked', async () => {
  const own = done(await createToken(by(olu), { name: 'mine' }))
  const next = done(await rotateToken(by(olu), own.token_id, { until_used: true }))
  await tokenHolder(fleet.db.manager, next.token)
  const agents = done(await createToken(by(ada), { node }))
  done(await rotateToken(by(ada), agents.token_id, { keep: '1h', until_used: false }))
  done(await createToken(terminal(), { user: 'olu@example.org' }))
  done(await revokeToken(by(ada), next.token_id))
  expect(await findings()).toEqual([])
})

it('people are invited and join, come from a provider, are disabled and erased', async () => {
  const { link } = done(await invitePerson(by(ada), { email: 'lea@example.org', role: 'approver' }))
  const token = link?.split('/').at(-1)
  const lea = done(await join(fleet.db, { token, name: 'Lea', password: 'a long password of a test' }))
  done(
    await createPerson(fleet.db, {
      ...{ email: 'tom@example.org', name: 'Tom', role: 'admin', password: 'a long password of a test' },
    }),
  )
  const issuer = 'https://id.example'
  const [provider] = ssoFile.parse({
    providers: [
      { id: 'one', name: 'One', issuer, client_id: 'hakim', create_people: true, default_role: 'approver' },
    ],
  }).providers
  if (!provider) throw new Error('no provider')
  const claims = {
    issuer,
    subject: 'nia',
    email: 'nia@example.org',
    emailVerified: true,
    name: 'Nia',
    groups: [],
  }
  const nia = await signInWithProvider(fleet.db, { provider, claims })
  expect(nia.ok).toBe(true)
  done(await disablePerson(by(ada), lea.did, { reason: 'Leaves.' }))
  done(await erasePerson(by(ada), lea.did, { email: 'lea@example.org' }))
  expect(await findings()).toEqual([])
})

it('nodes are retired by their owner and restored by an administrator', async () => {
  const ana: PersonViewer = { ...olu, id: 'ana', did: 'did:test:person:ana', name: 'ana' }
  done(await createToken(by(ada), { node }))
  done(await retireNode(by(ana), node, { reason: 'Sold.' }))
  done(await restoreNode(by(ada), node, { reason: 'Bought back.' }))
  expect(await findings()).toEqual([])
})
