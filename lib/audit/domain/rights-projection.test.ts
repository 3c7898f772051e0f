import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { AuditFindings } from './finding'
import { RightsProjection } from './rights-projection'
import { plainNode } from './rights-tables'

const { owned_since: _, is_sample: __, ...before } = plainNode
const labelled: JsonObject = { node_did: 'n', ...before, labels: { site: 'x' } }
const state = (part: number, ...rows: JsonObject[]): JsonObject => ({
  ...{ kind: 'state', version: 2, table: 'nodes', part, rows },
})

/** What is found of the node after these events. */
function found(events: JsonObject[], row: JsonObject | null): string[] {
  const findings = new AuditFindings()
  const projection = new RightsProjection(findings)
  for (const [n, body] of events.entries())
    projection.take({ id: n, stream: 'rights', seq: n, body: JSON.stringify(body), prev: null, hash: '' })
  if (row) projection.compare('nodes', row)
  projection.end()
  return findings.kept.map(({ detail }) => detail)
}

const added = { kind: 'nodes insert', was: null, is: labelled }
const owned = { owned_since: '2026-11-29T00:00:00+00:00' }

it('compares since when a node has had an owner, and whether it is a sample, once that was stated of all nodes', () => {
  const row = { ...labelled, owned_since: null, is_sample: false }
  expect(found([added, state(0)], row)).toEqual([])
  expect(found([added, state(0)], { ...row, ...owned })).toEqual([
    'nodes ["n"] has owned_since "2026-11-29T00:00:00+00:00", but the log says null',
  ])
  expect(found([added, state(0)], { ...row, is_sample: true })).toEqual([
    'nodes ["n"] has is_sample true, but the log says false',
  ])
  const stated = [
    added,
    state(0, { node_did: 'm', owned_since: null, is_sample: true }),
    state(1, { node_did: 'n', ...owned, is_sample: false }),
  ]
  expect(found(stated, { ...row, ...owned })).toEqual(['nodes ["m"] is gone, but the log has it'])
})

it('does not miss a node that lost its last label, and went, before that', () => {
  const plain = { kind: 'nodes update', was: labelled, is: { node_did: 'n', ...before } }
  expect(found([added, plain, state(0)], null)).toEqual([])
})
