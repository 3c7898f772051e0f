import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { compareAgreements } from './change-check'
import { AuditFindings } from './finding'
import { RightsHistory } from './rights-history'

const at = (minute: number): string => new Date(Date.UTC(2030, 0, 1, 0, minute)).toISOString()

/** What is found of these events of rights, with the number of each. */
function foundIn(...events: JsonObject[]): [number | null, number | null, string | null][] {
  const rights = new RightsHistory()
  for (const [n, event] of events.entries()) {
    const body = JSON.stringify(event)
    rights.take({ id: (n + 1) * 10, stream: 'rights', seq: n + 1, body, prev: null, hash: '' })
  }
  const findings = new AuditFindings()
  compareAgreements(rights, findings)
  for (const { detail } of findings.kept) expect(detail).toMatch(/^consent_changes \["c"\] .* by "(ana|ben)"/)
  return findings.kept.map(({ event_id, seq, stream }) => [event_id, seq, stream])
}

const owner = { node_did: 'n', person_id: 'ana', counts_from: null }
const owns = { kind: 'node_owners insert', at: at(0), was: null, is: owner }
const gone = (minute: number) => ({ kind: 'node_owners delete', at: at(minute), was: owner, is: null })
const agreed = (more: JsonObject = {}, kind = 'consent_changes update'): JsonObject => ({
  ...{ kind, at: at(20), was: { state: 'waiting' } },
  is: { change_id: 'c', state: 'agreed', node_did: 'n', decided_by: 'ana', decided_at: at(20), ...more },
})

it('finds that whoever agreed to a change did not own the node', () => {
  expect(foundIn(owns, agreed())).toEqual([])
  expect(foundIn(agreed())).toEqual([[10, 1, 'rights']])
  expect(foundIn(owns, agreed({ decided_by: 'ben' }))).toEqual([[20, 2, 'rights']])
  expect(foundIn(owns, agreed({ node_did: 'm' }))).toEqual([[20, 2, 'rights']])
})

it('gives whoever stopped being an owner ten minutes to have agreed before', () => {
  expect(foundIn(owns, gone(11), agreed())).toEqual([])
  expect(foundIn(owns, gone(9), agreed())).toEqual([[30, 3, 'rights']])
})

it('judges agreements alone, and none to a rule for many nodes', () => {
  expect(foundIn(agreed({ node_did: null }))).toEqual([])
  expect(foundIn(agreed({ state: 'refused' }))).toEqual([])
  expect(foundIn(agreed({}, 'consent_changes insert'))).toEqual([])
  expect(foundIn({ kind: 'consent_changes update', is: null })).toEqual([])
})

it('judges nothing from before the log stated who owns what', () => {
  expect(foundIn(agreed(), { kind: 'state', table: 'node_owners', part: 0, rows: [] })).toEqual([])
})
