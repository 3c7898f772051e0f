import type { JsonValue } from '@/lib/kernel/json/json'
import { grace } from './decision-check'
import { shownJson } from './event-json'
import type { AuditFindings } from './finding'
import { type SignedBy, wrongKey } from './key-check'
import type { RightsHistory } from './rights-history'
import { isNone, micros } from './row-values'

/**
 * Whether whoever agreed to a change of who decides owned its node then, by the log alone. Of a rule, which may apply to many nodes, only
 * that the change was agreed to is known.
 */
export function compareAgreements(rights: RightsHistory, findings: AuditFindings): void {
  for (const { id, seq, seen, change } of rights.agreed) {
    const { change_id, node_did: node = null, decided_by: person = null, decided_at, key_id: key } = change
    const at = micros(decided_at)
    const before = rights.statesBefore({ id, at: at / 1_000, seen })
    const moments = before.map((state) => ({ rights, seq: state, at, grace }))
    const by: SignedBy = isNone(key) ? null : { column: 'key_id', value: key ?? null }
    const wrong = seen !== null && moments.length > 0 ? wrongKey(moments, person, by) : null
    if (wrong)
      findings.add(
        ...(['unlike', { id, stream: 'rights', seq }] as const),
        `consent_changes [${shownJson(change_id)}] has an agreement that ${wrong}`,
      )
    const states = node === null ? [] : before
    const owned = states.some((state) => isOwner(rights, node, person, state))
    if (states.length > 0 && !owned)
      findings.add(
        ...(['unlike', { id, stream: 'rights', seq }] as const),
        `consent_changes [${shownJson(change_id)}] was agreed to by ${shownJson(person)}, who did not own the node by the log of rights`,
      )
  }
}

const isOwner = (rights: RightsHistory, node: JsonValue, person: JsonValue, seq: number): boolean =>
  rights.rowsAt('node_owners', node, seq).some(({ person_id }) => person_id === person)
