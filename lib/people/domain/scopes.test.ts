import { expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { scopes } from '@/lib/kernel/scope'
import { type Action, permissions } from './permissions'
import { callerRefusal } from './refusal'
import { scopeOf, usefulScopes } from './scopes'

const isAction = (name: string): name is Action => Object.hasOwn(permissions, name)
const actions = Object.keys(permissions).filter(isAction)
const admin: PersonViewer = { kind: 'person', id: 'p', did: 'did:a:p', name: 'P', role: 'admin' }
const agent = { kind: 'agent' as const, nodeDid: 'did:a:1', tokenId: 't' }
const mayPerson = (action: Action): boolean => callerRefusal(action, admin) === null
const mayAgent = (action: Action): boolean => callerRefusal(action, agent) === null

it('every caller needs exactly the one scope of what it asks for', () => {
  for (const action of actions) {
    const needed = scopeOf(action)
    for (const scope of scopes) {
      const fits = needed === null || needed === scope
      expect([action, scope, callerRefusal(action, { ...admin, scopes: [scope] }) === null]).toEqual([
        action,
        scope,
        fits && mayPerson(action),
      ])
      expect([action, scope, callerRefusal(action, { ...agent, scopes: [scope] }) === null]).toEqual([
        action,
        scope,
        fits && mayAgent(action),
      ])
    }
  }
})

it('the useful scopes are those that open something, and together they open everything', () => {
  const opened = (may: (action: Action) => boolean) =>
    scopes.filter((scope) => actions.some((action) => may(action) && scopeOf(action) === scope))
  expect(opened(mayPerson)).toEqual(usefulScopes.person)
  expect(opened(mayAgent)).toEqual(usefulScopes.agent)
})

it('names the scope that is missing and those that are there', () => {
  expect(callerRefusal('decideJob', { ...admin, scopes: ['read', 'jobs'] })).toBe(
    'This token has only the scopes read, jobs; this call needs decide. Create a token with that scope.',
  )
})

it('leaves what nobody has listed to the scope admin', () => {
  expect(actions.filter((action) => scopeOf(action) === 'admin')).toEqual(
    expect.arrayContaining(['addOwner', 'setRules', 'createToken', 'readAudit', 'setPeople']),
  )
  expect(scopeOf('readOwnAgent')).toBeNull()
})
