import { expect, it } from 'vitest'
import { hasRole, roles } from './role'
import { nodeScope } from './scope'

it('shows every node to people', () => {
  for (const role of roles)
    expect(nodeScope({ kind: 'person', id: 'p', did: 'did:a:p', name: 'P', role }, 'did:a:1')?.did).toBe(
      'did:a:1',
    )
})

it('shows an agent its own node only', () => {
  const agent = { kind: 'agent' as const, nodeDid: 'did:a:1', tokenId: 't' }
  expect(nodeScope(agent, 'did:a:1')?.did).toBe('did:a:1')
  for (const other of ['did:a:2', 'did:a:1 ', 'did:a:1:x', 'DID:A:1', ''])
    expect(nodeScope(agent, other)).toBeNull()
})

it('orders the roles', () => {
  expect(roles.map((have) => roles.map((need) => hasRole(have, need)))).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})
