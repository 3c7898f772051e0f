import { describe, expect, it } from 'vitest'
import type { PersonViewer, Role } from '@/lib/kernel/role'
import { type Action, permissions } from './permissions'
import { peopleOnly, refusalOf } from './refusal'

const person = (role: Role): PersonViewer => ({ kind: 'person', id: 'p', did: 'did:a:p', name: 'P', role })
const agent = { kind: 'agent' as const, nodeDid: 'did:a:1', tokenId: 't' }
const isAction = (name: string): name is Action => Object.hasOwn(permissions, name)
const actions = Object.keys(permissions).filter(isAction)

describe('the table of permissions', () => {
  it('lets an agent only read, report and run', () => {
    expect(actions.filter((action) => refusalOf(action, agent) === null).sort()).toEqual(
      [
        ...['announceTasks', 'claimJob', 'readEvents', 'readFleet', 'readJobs', 'readNode'],
        ...['readOwnAgent', 'report', 'reportDryRun', 'runJob'],
      ].sort(),
    )
    expect(refusalOf('addOwner', agent)).toBe(peopleOnly)
  })

  it('never lets people do what agents do, whatever their role', () => {
    for (const action of ['report', 'claimJob', 'reportDryRun', 'runJob', 'announceTasks'] as const)
      expect(refusalOf(action, person('admin'), ['owner'])).toBe(permissions[action].refusal)
  })

  it('gives each role everything that the one before it has', () => {
    for (const action of actions) {
      if (refusalOf(action, person('operator')) !== null) continue
      expect(refusalOf(action, person('approver'))).toBeNull()
      expect(refusalOf(action, person('admin'))).toBeNull()
    }
  })

  it.each<[Action, Role[], string[]]>([
    ['addOwner', ['admin'], []],
    ['removeOwner', ['admin'], ['owner']],
    ['delegate', [], ['owner']],
    ['revokeDelegation', ['admin'], ['owner', 'delegate']],
    ['setWindows', ['admin'], ['owner']],
    ['restrictNode', ['admin'], ['owner']],
    ['setGroups', ['admin'], []],
    ['setRules', ['admin'], []],
    ['removeSample', ['admin'], []],
    ['approveWithoutOwner', ['admin'], []],
  ])('%s is allowed for the roles %j and the relations %j', (action, roles, relations) => {
    for (const role of ['operator', 'approver', 'admin'] as const)
      expect(refusalOf(action, person(role)) === null).toBe(roles.includes(role))
    for (const relation of ['owner', 'delegate', 'group', 'requester'] as const)
      expect(refusalOf(action, person('operator'), [relation]) === null).toBe(relations.includes(relation))
  })

  it('treats the terminal as an administrator', () => {
    expect(refusalOf('setRules', { kind: 'terminal' })).toBeNull()
    expect(refusalOf('delegate', { kind: 'terminal' })).toBe(permissions.delegate.refusal)
  })
})
