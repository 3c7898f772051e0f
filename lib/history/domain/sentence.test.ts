import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { factsOf } from './facts'
import { type Names, sentenceOf, sentenceText } from './sentence'

const names: Names = {
  people: new Map([
    ['p1', { name: 'Ada', did: 'did:a:ada' }],
    ['did:a:ada', { name: 'Ada', did: 'did:a:ada' }],
  ]),
  nodes: new Map([['did:n:1', 'cairo']]),
  ...{ groups: new Map(), rules: new Map() },
}

const told = (body: JsonObject, node: string | null = 'did:n:1', task: string | null = null): string => {
  const facts = factsOf({
    body: JSON.stringify({ db_role: 'hakim', actor_did: 'did:a:ada', ...body }),
    node,
    job: task === null ? null : { id: 'j', task },
  })
  return sentenceText(sentenceOf(facts).parts, names)
}
const update = (was: JsonObject, is: JsonObject): string => told({ kind: 'nodes update', was, is })

it('tells what became of a node', () => {
  const retired = { retired_at: '2026-11-29T00:00:00Z', service_reason: 'Sold' }
  expect(update({ retired_at: null, service_reason: null }, retired)).toBe('Ada retired cairo: Sold')
  expect(update(retired, { retired_at: null, service_reason: 'Bought back' })).toBe(
    'Ada restored cairo: Bought back',
  )
  expect(update({ name: 'giza' }, { name: 'cairo' })).toBe('Ada renamed giza to cairo')
  expect(update({ restricted: false }, { restricted: true })).toBe(
    'Ada restricted cairo to its owners and administrators',
  )
  expect(update({ labels: { a: '1' } }, { labels: {} })).toBe('Ada changed cairo: labels {"a":"1"} → {}')
})

it('names the agent once where it does something itself', () => {
  const history = [{ status: 'Completed', message: 'Done in 3 s', actor_did: 'did:n:1' }]
  expect(told({ kind: 'status', to: 'Completed', actor_did: null, history }, 'did:n:1', 'look')).toBe(
    'The agent of cairo completed look: Done in 3 s',
  )
  const recorded = [{ status: 'Failed', message: 'Nothing was done', actor_did: 'did:a:ada' }]
  expect(told({ kind: 'status', to: 'Failed', actor_did: null, history: recorded }, 'did:n:1', 'look')).toBe(
    'Ada recorded look on cairo as failed: Nothing was done',
  )
  expect(told({ kind: 'status', from: 'Odd', to: 'Odder' }, 'did:n:1', 'look')).toBe(
    'Ada moved look on cairo from Odd to Odder',
  )
})

it('tells how somebody signs in, and who changed it', () => {
  const factor = (was: JsonObject, is: JsonObject): string =>
    told({ kind: 'two_factors update', was: { person_id: 'p1', ...was }, is: { person_id: 'p1', ...is } })
  expect(factor({ verified: false }, { verified: true })).toBe(
    'The second factor of Ada was turned on, by Ada',
  )
  expect(factor({ verified: false }, { verified: false })).toBe(
    'Another key for a second factor of Ada was made, by Ada',
  )
  expect(factor({ verified: true }, { verified: true })).toContain('A recovery code of Ada was used')
  expect(told({ kind: 'passkeys delete', was: { person_id: 'p1', name: 'laptop' }, is: {} })).toBe(
    'Ada can no longer sign in with the passkey laptop, by Ada',
  )
  const account = { person_id: 'p1', account_id: 'ada', provider_id: 'credential', secrets_sha256: 'a' }
  const changed = (is: JsonObject, was: JsonObject = account): string =>
    told({ kind: 'accounts update', was, is: { ...was, ...is }, actor_did: null })
  expect(changed({ secrets_sha256: 'b' })).toBe('The password of Ada was changed')
  expect(changed({ person_id: 'p2' })).toBe(
    'A way to sign in was changed from the password of Ada to the password of p2',
  )
  const elsewhere = { provider_id: 'https://login.example.org', account_id: '7' }
  expect(changed({ ...elsewhere, secrets_sha256: 'b' })).toBe(
    'A way to sign in was changed from the password of Ada to the account 7 of Ada at https://login.example.org',
  )
  expect(changed({ person_id: 'p2' }, { ...account, ...elsewhere })).toBe(
    'A way to sign in was changed from the account 7 of Ada at https://login.example.org ' +
      'to the account 7 of p2 at https://login.example.org',
  )
  expect(changed({ person_id: 'p2', secrets_sha256: 'b' })).toBe(
    'A way to sign in was changed from the password of Ada to the password of p2, which is another one',
  )
})

it('tells what became of a key for signing', () => {
  const key = { person_id: 'p1', name: 'laptop', key: 'did:key:z6Mk', revoked_at: null }
  expect(told({ kind: 'consent_keys insert', was: null, is: key })).toBe(
    'Ada can now sign decisions with the key laptop, did:key:z6Mk, by Ada',
  )
  const revoked = { ...key, revoked_at: '2026-11-29T00:00:00Z' }
  expect(told({ kind: 'consent_keys update', was: key, is: revoked })).toBe(
    'Ada no longer signs decisions with the key laptop: it was revoked, by Ada',
  )
  expect(told({ kind: 'consent_keys update', was: key, is: { ...key, name: 'desk' } })).toBe(
    'The signing key desk of Ada was changed, by Ada',
  )
  expect(told({ kind: 'consent_keys delete', was: key, is: {} })).toContain('was deleted')
})

it('tells what the owners were asked, and what became of it', () => {
  const asked = { kind: 'add_owner', what: { person_id: 'p1', did: 'did:a:ada' }, reason: 'Nights' }
  const change = (state: string, more: JsonObject = {}) =>
    told({ kind: 'consent_changes update', was: {}, is: { ...asked, state, ...more } })
  expect(told({ kind: 'consent_changes insert', was: null, is: asked })).toBe(
    'Ada asked the owners to add Ada as an owner of cairo (Nights)',
  )
  expect(change('agreed')).toBe('Ada agreed to add Ada as an owner of cairo (Nights)')
  expect(change('refused')).toBe('Ada refused to add Ada as an owner of cairo (Nights)')
  expect(change('withdrawn')).toBe('Ada no longer wants to add Ada as an owner of cairo (Nights)')
  expect(change('done')).toBe(
    'What the owners were asked took effect: to add Ada as an owner of cairo (Nights)',
  )
  const rule = { kind: 'remove_rule', what: { name: 'Two eyes' }, reason: null, state: 'refused' }
  expect(told({ kind: 'consent_changes update', was: {}, is: rule }, null)).toBe(
    'Ada refused to remove the rule Two eyes',
  )
})

it('tells of versions of a rule, and of what owners are asked about one', () => {
  const version = { rule_id: 'r1', version: 3, reason: 'Two saw it fail' }
  expect(told({ kind: 'rule_versions insert', was: null, is: version }, null)).toBe(
    'Ada made version 3 of a deleted rule (Two saw it fail)',
  )
  expect(told({ kind: 'rule_versions insert', was: null, is: { ...version, reason: null } }, null)).toBe(
    'Ada made version 3 of a deleted rule',
  )
  expect(told({ kind: 'rule_versions delete', was: version, is: null }, null)).toBe(
    'Ada deleted version 3 of a deleted rule',
  )
  const facts = {
    name: 'Two',
    task_name: null,
    label_key: null,
    label_value: null,
    least_risk: null,
    groups: [],
  }
  const what = { name: 'Two', was: { ...facts, owners: 2 }, is: { ...facts, owners: 1 } }
  const asked = { kind: 'change_rule', what, reason: 'Nights', state: 'waiting' }
  expect(told({ kind: 'consent_changes insert', was: null, is: asked }, null)).toBe(
    'Ada asked the owners to change the rule Two: Owners or delegates 2 → 1 (Nights)',
  )
})

it('shows what has no words of its own as it came', () => {
  expect(told({ kind: 'moons update', was: { size: 1 }, is: { size: 2 } })).toBe(
    'Ada: moons update (size 1 → 2)',
  )
  expect(told({ kind: '__proto__' })).toBe('Ada: __proto__')
  expect(told({ kind: 'people update', was: { id: 'p9' }, is: { id: 'p9', role: 'admin' } })).toContain('p9')
  expect(sentenceOf(factsOf({ body: 'no JSON', node: null, job: null })).alarming).toBe(true)
})
