import { z } from 'zod'
import { nodeLabelsAnswer } from '@/lib/fleet/domain/answers'
import { answeredTime, anyJson, count, warnings } from '@/lib/kernel/json/answers'
import { risk } from '@/lib/tasks/domain/task'

// Answers about who decides: one schema each, for the API's description, its routes and the tests of both.

export const nodeConsentAnswer = z
  .strictObject({
    node_did: z.string(),
    restricted: z.boolean(),
    owners: z.array(z.string()).describe('DIDs'),
    delegations: z.array(
      z.strictObject({
        delegation_id: z.guid(),
        owner_did: z.string(),
        delegate_did: z.string(),
        valid_from: answeredTime,
        valid_until: answeredTime,
        signed: z.boolean().describe('Its owner has signed it: only then it counts on a node with pins'),
      }),
    ),
    windows: z.array(
      z.strictObject({
        window_id: z.guid(),
        name: z.string(),
        weekdays: z.array(z.int().min(1).max(7)),
        start_minute: z.int(),
        duration_minutes: z.int(),
        time_zone: z.string(),
      }),
    ),
    rules: z.array(z.string()).describe('Names of the rules that apply to it'),
  })
  .meta({ id: 'NodeConsent' })

const changeAnswer = z
  .strictObject({
    change_id: z.guid(),
    kind: z.enum(['add_owner', 'remove_owner', 'restrict', 'label', 'remove_rule', 'change_rule']),
    node_did: z.string().nullable(),
    what: anyJson.describe('The person, the labels, the rule, or whether the node is restricted'),
    reason: z.string().nullable(),
    asked_by: z.string().nullable().describe('A DID; null: at the server’s terminal'),
    asked_at: answeredTime,
    due_at: answeredTime.describe(
      'When it takes effect if nobody has refused it; if it still waits a minute later and it cannot be carried out, the log of the server says why',
    ),
    state: z.enum(['waiting', 'agreed', 'refused', 'withdrawn', 'done']),
    decided_by: z.string().nullable(),
    decided_at: answeredTime.nullable(),
    done_at: answeredTime.nullable(),
    document: z.string().describe('What an owner signs the digest of'),
    digest: z.string(),
    signed: anyJson.describe('The decision that was signed, or null'),
  })
  .meta({ id: 'ConsentChange' })

const change = changeAnswer.nullable().describe('What the owners are asked about first; null: it is done')

export const changesAnswer = z.strictObject({ changes: z.array(changeAnswer) })
export const changeDecidedAnswer = z.strictObject({ change: changeAnswer })

export const addedNodeAnswer = z.strictObject({
  did: z.string(),
  name: z.string().nullable(),
  owner: z.string().nullable().describe('The DID of the owner that was added; null: nobody, or not yet'),
  existed: z.boolean().describe('Whether it was known before'),
  warnings,
  changes: z.array(changeAnswer).describe('What the owners of a known node are asked about first'),
})
export const ownerAnswer = z.strictObject({ owner: z.string(), added: z.boolean(), warnings, change })
export const ownersLeftAnswer = z.strictObject({
  owners: count.describe('How many are left'),
  warnings,
  change,
})
export const delegationAnswer = z.strictObject({ delegation_id: z.guid() })
const failure = z
  .strictObject({ kind: z.string(), detail: z.string() })
  .nullable()
  .describe('Why nothing was done; null: it was')

export const delegationsMadeAnswer = z.strictObject({
  results: z
    .array(z.strictObject({ node_did: z.string(), delegation_id: z.guid().nullable(), failure }))
    .describe('Of each node by itself, in the order sent'),
})
export const delegationsEndedAnswer = z.strictObject({
  results: z.array(z.strictObject({ delegation_id: z.guid(), failure })),
})
export const ownDelegationsAnswer = z.strictObject({
  delegations: z.array(
    z.strictObject({
      delegation_id: z.guid(),
      node_did: z.string(),
      given: z.boolean().describe('By the caller, to this person; else the other way round'),
      person: z.string().describe('A DID'),
      valid_from: answeredTime,
      valid_until: answeredTime,
      signed: z.boolean(),
    }),
  ),
})
export const windowIdAnswer = z.strictObject({ window_id: z.guid() })
export const labelledAnswer = nodeLabelsAnswer.extend({ warnings, change })
export const restrictedAnswer = z.strictObject({ restricted: z.boolean(), warnings, change })

export const groupAnswer = z.strictObject({ group_id: z.guid(), name: z.string() })
export const memberAnswer = z.strictObject({ member: z.string(), added: z.boolean(), warnings })
export const memberRemovedAnswer = z.strictObject({ member: z.string(), warnings })

export const groupsAnswer = z.strictObject({
  groups: z.array(
    z
      .strictObject({
        ...groupAnswer.shape,
        members: z.array(z.string()).describe('DIDs'),
        rules: z.array(z.string()).describe('Names of the rules that need it'),
      })
      .meta({ id: 'Group' }),
  ),
})

const dutyDid = z.string().describe('A DID')

export const rotaSetAnswer = groupAnswer.extend({ warnings })
export const swapAnswer = z.strictObject({ swap_id: z.guid() })
export const rotaAnswer = z
  .strictObject({
    ...groupAnswer.shape,
    on_duty: z
      .string()
      .nullable()
      .describe('The DID of who is on duty now; null: nobody of the rota can vote'),
    next: z.array(z.strictObject({ at: answeredTime, person: dutyDid })).describe('The next hand-overs'),
    people: z.array(dutyDid).describe('In the order of their turns'),
    turn_days: count,
    starts_on: z.string(),
    handover: z.string(),
    time_zone: z.string(),
    escalate_minutes: count,
    swaps: z
      .array(
        z.strictObject({
          ...{ swap_id: z.guid(), person: dutyDid, instead_of: dutyDid },
          ...{ starts: answeredTime, ends: answeredTime },
        }),
      )
      .describe('Those that are not over'),
  })
  .meta({ id: 'Rota' })

const ruleConditions = {
  name: z.string(),
  task_name: z.string().nullable(),
  label_key: z.string().nullable(),
  label_value: z.string().nullable(),
  least_risk: risk.nullable(),
  owners: count,
  groups: z.array(z.strictObject({ group: z.string(), votes: count })),
}

const rule = z
  .strictObject({ rule_id: z.guid(), version: z.int().min(1), ...ruleConditions })
  .meta({ id: 'Rule' })

const ruleVersion = z
  .strictObject({
    version: z.int().min(1),
    ...ruleConditions,
    reason: z.string().nullable(),
    changed_by: z
      .string()
      .nullable()
      .describe('A DID; null: at the server’s terminal, or a program that did not say'),
    changed_at: answeredTime,
    asked: z.boolean().describe('The owners of its nodes were asked about it first'),
  })
  .meta({ id: 'RuleVersion' })

type GroupVotes = { name: string; votes: number }

/** A rule as API and command line answer it: groups by name. */
export const answeredRule = <Row extends { groupVotes: GroupVotes[] }>({ groupVotes, ...rule }: Row) => ({
  ...rule,
  groups: groupVotes.map(({ name, votes }) => ({ group: name, votes })),
})

export const rulesAnswer = z.strictObject({ rules: z.array(rule) })
export const ruleAnswer = z.strictObject({ rule_id: z.guid(), name: z.string(), warnings })
export const ruleHistoryAnswer = z.strictObject({
  rule_id: z.guid(),
  version: z.int().min(1).describe('The one that is in effect'),
  versions: z.array(ruleVersion).describe('All of them, the newest first'),
})
export const ruleChangedAnswer = z.strictObject({
  rule_id: z.guid(),
  name: z.string(),
  version: z
    .int()
    .min(1)
    .describe('The one that is in effect: still the former one while the owners are asked'),
  warnings,
  change,
})
export const ruleRemovedAnswer = z.strictObject({ name: z.string(), warnings, change })
