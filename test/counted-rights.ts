import { RightsHistory } from '@/lib/audit/domain/rights-history'
import { micros } from '@/lib/audit/domain/row-values'
import type { CountedJob, Moment } from '@/lib/audit/domain/standing'
import type { JsonObject } from '@/lib/kernel/json/json'

export type Row = [table: string, row: JsonObject]

export const second = (n: number): string => new Date(Date.UTC(2030, 0, 1, 0, 0, n)).toISOString()

/** The rights with these rows, ten seconds into 2030. */
export function rightsOf(rows: readonly Row[], grace = 0): Moment {
  const rights = new RightsHistory()
  for (const [n, [table, is]] of rows.entries()) {
    const body = JSON.stringify({ kind: `${table} insert`, was: null, is })
    rights.take({ id: n + 1, stream: 'rights', seq: n + 1, body, prev: null, hash: '' })
  }
  return { rights, seq: rows.length, at: micros(second(10)), grace }
}

export const job: CountedJob = {
  ...{ node: 'n', requester: 'did:req', task: 't', risk: 'medium' },
  requestedAt: micros(second(5)),
}
export const person = (id: string, more: JsonObject = {}): Row => [
  'people',
  { id, did: `did:${id}`, role: 'approver', disabled_at: null, ...more },
]
export const owns = (person_id: string, more: JsonObject = {}): Row => [
  'node_owners',
  { node_did: 'n', person_id, counts_from: null, ...more },
]
export const delegates = (owner_id: string, more: JsonObject = {}): Row => [
  'delegations',
  {
    ...{ delegation_id: owner_id, node_did: 'n', owner_id, delegate_id: 'del', revoked_at: null },
    ...{ valid_from: second(0), valid_until: second(20), ...more },
  },
]
export const inGroup = (person_id: string, group_id: string): Row => [
  'group_members',
  { group_id, person_id },
]
export const rule = (more: JsonObject = {}, rule_id = 'r'): Row => [
  'approval_rules',
  {
    ...{ rule_id, task_name: null, label_key: null, label_value: null, least_risk: null, owners: 0 },
    ...more,
  },
]
export const wants = (group_id: string, votes: number, rule_id = 'r'): Row => [
  'rule_seats',
  { rule_id, group_id, votes },
]
export const node = (more: JsonObject): Row => ['nodes', { node_did: 'n', labels: {}, ...more }]
export const disabled = { disabled_at: second(1) }
