import type { EntityManager } from 'typeorm'
import { readRotas } from '@/lib/consent/db/rotas'
import { nodesUnderRule, type RuleRow, readRules } from '@/lib/consent/db/rules'
import { readGroups, readPeople } from '@/lib/consent/db/settings'
import type { ConsentSettings } from '@/lib/consent/domain/consent-page'
import { peopleOnDuty } from '@/lib/consent/domain/shown-rota'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { shownChanges } from './shown-changes'
import { shownRule } from './shown-rule'

/** Groups and rules; everyone can read them, because they say whose votes a job needs. */
export async function consentSettings(viewer: PersonViewer): Promise<ConsentSettings> {
  const { manager } = await database()
  const groupsRefusal = refusalOf('setGroups', viewer)
  const [groups, rotas, rules, people, changes] = await Promise.all([
    readGroups(manager),
    readRotas(manager),
    readRules(manager),
    groupsRefusal === null ? readPeople(manager, true) : [],
    shownChanges(viewer),
  ])
  const onDuty = peopleOnDuty(rotas, Date.now())
  return {
    groups: groups.map(({ group_id, ...group }) => ({
      ...{ groupId: group_id, ...group, onDuty: onDuty.get(group.name)?.name ?? null },
    })),
    rules: await Promise.all(
      rules.map(async (rule) => shownRule(rule, await ruleUnder(manager, viewer, rule))),
    ),
    changes,
    people,
    groupsRefusal,
    rulesRefusal: refusalOf('setRules', viewer),
  }
}

/** Only viewers who see every node learn how many nodes a rule matches; one that asks for one owner says nothing of them. */
export const ruleUnder = async (db: EntityManager, viewer: PersonViewer, rule: RuleRow) =>
  refusalOf('setRules', viewer) === null && rule.owners > 1 ? nodesUnderRule(db, rule) : { nodes: 0, able: 0 }
