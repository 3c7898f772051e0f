import { expect, it } from 'vitest'
import type { Role } from '@/lib/kernel/role'
import {
  type ChangeKind,
  type ChangeState,
  type ConsentChange,
  changeText,
  isOverdue,
  mayAgree,
  waitingWarning,
} from './changes'

const change = (kind: ChangeKind, what: ConsentChange['what']) => ({ kind, what })

it.each<[ChangeKind, ConsentChange['what'], string]>([
  ['add_owner', { did: 'did:a:anna' }, 'Add did:a:anna as an owner'],
  ['remove_owner', { did: 'did:a:anna' }, 'Remove did:a:anna as an owner'],
  ['add_owner', { did: 7 }, 'Add 7 as an owner'],
  ['restrict', { restricted: true }, 'Restrict who sees the node'],
  ['restrict', { restricted: false }, 'Show the node to everyone'],
  ['restrict', { restricted: 'true' }, 'Show the node to everyone'],
  ['label', { labels: { region: 'eu', rack: 7 } }, 'Set the labels of the node to region=eu, rack=7'],
  ['label', { labels: { racks: [7, 8] } }, 'Set the labels of the node to racks=[7,8]'],
  ['label', { labels: {} }, 'Set the labels of the node to none'],
  ['label', { labels: null }, 'Set the labels of the node to none'],
  ['label', { labels: 'x' }, 'Set the labels of the node to none'],
  ['remove_rule', { name: 'Two owners' }, 'Remove the rule Two owners'],
  ['change_rule', { name: 'Two', is: { owners: 1 } }, 'Change the rule Two: {"owners":1}'],
])('says what %s of %j would do', (kind, what, text) => {
  expect(changeText(change(kind, what))).toBe(text)
})

it('names a person by the name that is known', () => {
  expect(changeText(change('add_owner', { did: 'did:a:anna' }), 'Anna')).toBe('Add Anna as an owner')
  expect(changeText(change('remove_owner', { did: 'did:a:anna' }), 'Anna')).toBe('Remove Anna as an owner')
})

it('says when it takes effect, and who can agree', () => {
  const due_at = new Date('2026-12-01T08:05:59Z')
  const said = (kind: ChangeKind) => waitingWarning({ kind, what: { did: 'x', name: 'R' }, due_at }, 'Anna')
  expect(said('add_owner')).toMatch(
    /^Add Anna as an owner: .* on 2026-12-01 at 08:05 UTC unless .* as soon as one agrees\.$/,
  )
  expect(said('remove_rule')).toMatch(
    /^Remove the rule R: .* as soon as somebody who owns all of its nodes agrees\.$/,
  )
})

it.each<[ChangeState, number, boolean]>([
  ['waiting', 60_001, true],
  ['waiting', 60_000, false],
  ['agreed', 60_001, true],
  ['agreed', 60_000, false],
  ['refused', 60_001, false],
  ['withdrawn', 60_001, false],
  ['done', 60_001, false],
])('a change that is %s and was due %i ms ago is overdue: %s', (state, ago, overdue) => {
  const due_at = new Date('2026-12-01T08:05:59Z')
  expect(isOverdue({ state, due_at }, due_at.getTime() + ago)).toBe(overdue)
})

it.each<[Role, ChangeKind, string, boolean]>([
  ['approver', 'add_owner', 'anna', true],
  ['admin', 'label', 'ben', true],
  ['operator', 'add_owner', 'anna', false],
  ['operator', 'remove_owner', 'anna', true],
  ['operator', 'remove_owner', 'ben', false],
])('an %s may agree to %s about %s: %s', (role, kind, person_id, may) => {
  expect(mayAgree({ id: 'anna', role }, change(kind, { person_id }))).toBe(may)
})
