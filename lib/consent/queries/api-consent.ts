import { readChanges } from '@/lib/consent/db/changes'
import { readOwnDelegations } from '@/lib/consent/db/delegations'
import { findRota } from '@/lib/consent/db/rotas'
import { presentRule, readRuleVersions } from '@/lib/consent/db/rule-versions'
import { readRules } from '@/lib/consent/db/rules'
import { readGroups } from '@/lib/consent/db/settings'
import { answeredRule } from '@/lib/consent/domain/answers'
import { answeredRota } from '@/lib/consent/domain/shown-rota'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { nodeConsent } from './node-consent'

/** Groups as the API returns them: members by DID, rules by name. */
export async function apiGroups() {
  const groups = await readGroups((await database()).manager)
  return { groups: groups.map((group) => ({ ...group, members: group.members.map(({ did }) => did) })) }
}

/** The rota of a group by id or name; null if there is none. */
export async function apiRota(group: string) {
  const rota = await findRota((await database()).manager, group)
  return rota && answeredRota(rota, Date.now())
}

export async function apiRules() {
  return { rules: (await readRules((await database()).manager)).map(answeredRule) }
}

/** A rule by id or name with all of its versions; null if there is none. */
export async function apiRule(rule: string) {
  const { manager } = await database()
  const present = await presentRule(manager, rule)
  if (!present) return null
  const versions = await readRuleVersions(manager, present.rule_id)
  return {
    rule_id: present.rule_id,
    version: present.version,
    versions: versions.map(({ version, facts, reason, by, changed_at, asked }) => ({
      ...{ version, ...facts, reason, changed_by: by?.did ?? null, changed_at, asked },
      groups: facts.groups.map(({ name, votes }) => ({ group: name, votes })),
    })),
  }
}

/** Changes of owners, rules and restrictions that wait for owners, then what became of others. */
export async function apiChanges(viewer: PersonViewer) {
  const changes = await readChanges((await database()).manager, viewer)
  return { changes: changes.map(({ names: _, mine: _mine, all_mine: _all, ...change }) => change) }
}

/** What the viewer has delegated, and what was delegated to them, that holds now or later. */
export async function apiDelegations(viewer: PersonViewer) {
  const delegations = await readOwnDelegations((await database()).manager, viewer)
  return {
    delegations: delegations.map(({ delegationId, given, node, person, from, until, signed }) => ({
      ...{ delegation_id: delegationId, node_did: node.did, given, person: person.did },
      ...{ valid_from: from, valid_until: until, signed },
    })),
  }
}

/** Who decides on a node and when; null when it does not exist for this viewer. */
export async function apiConsentOf(viewer: PersonViewer, did: string) {
  const consent = await nodeConsent(viewer, did)
  return (
    consent && {
      node_did: consent.did,
      restricted: consent.restricted,
      owners: consent.owners.map((owner) => owner.did),
      delegations: consent.delegations.map((delegation) => ({
        delegation_id: delegation.delegationId,
        owner_did: delegation.owner.did,
        delegate_did: delegation.delegate.did,
        valid_from: delegation.from,
        valid_until: delegation.until,
        signed: delegation.signed,
      })),
      windows: consent.windows,
      rules: consent.rules.map(({ name }) => name),
    }
  )
}
