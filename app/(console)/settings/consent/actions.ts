'use server'

import type { RuleMatches } from '@/lib/consent/domain/rule-matches'
import { ruleMatches } from '@/lib/consent/queries/rule-matches'
import { addGroupMember } from '@/lib/consent/services/add-member'
import { addSwap as addRotaSwap, removeSwap as removeRotaSwap } from '@/lib/consent/services/add-swap'
import { changeRule as changeApprovalRule } from '@/lib/consent/services/change-rule'
import { createGroup as createApproverGroup } from '@/lib/consent/services/create-group'
import { createRule as createApprovalRule } from '@/lib/consent/services/create-rule'
import { type ChangeDecision, decideChange } from '@/lib/consent/services/decide-change'
import { removeGroup as removeApproverGroup } from '@/lib/consent/services/remove-group'
import { removeGroupMember } from '@/lib/consent/services/remove-member'
import { removeRule as removeApprovalRule } from '@/lib/consent/services/remove-rule'
import { removeRota as removeGroupRota, setRota as setGroupRota } from '@/lib/consent/services/set-rota'
import type { Result } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = ReturnType<typeof changed>

export async function createGroup(input: unknown): Changed {
  return changed(personAction((ctx) => createApproverGroup(ctx, input)))
}

export async function removeGroup(input: unknown): Changed {
  const { group: id } = fieldsOf(input)
  return changed(personAction((ctx) => removeApproverGroup(ctx, textField(id))))
}

export async function addMember(input: unknown): Changed {
  const { group: id, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => addGroupMember(ctx, textField(id), rest)))
}

export async function removeMember(input: unknown): Changed {
  const { group: id, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => removeGroupMember(ctx, textField(id), rest)))
}

export async function setRota(input: unknown): Changed {
  const { group: id, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => setGroupRota(ctx, textField(id), rest)))
}

export async function removeRota(input: unknown): Changed {
  const { group: id } = fieldsOf(input)
  return changed(personAction((ctx) => removeGroupRota(ctx, textField(id))))
}

export async function addSwap(input: unknown): Changed {
  const { group: id, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => addRotaSwap(ctx, textField(id), rest)))
}

export async function removeSwap(input: unknown): Changed {
  const { group: id, swapId } = fieldsOf(input)
  return changed(personAction((ctx) => removeRotaSwap(ctx, textField(id), textField(swapId))))
}

export async function createRule(input: unknown): Changed {
  return changed(personAction((ctx) => createApprovalRule(ctx, input)))
}

export async function changeRule(input: unknown): Changed {
  const { rule: id, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => changeApprovalRule(ctx, textField(id), rest)))
}

export async function countMatches(input: unknown): Promise<Result<RuleMatches>> {
  return personAction(({ viewer }) => ruleMatches(viewer, input))
}

export async function removeRule(input: unknown): Changed {
  const { rule: id, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => removeApprovalRule(ctx, textField(id), rest)))
}

const decided = (decision: ChangeDecision, input: unknown): Changed => {
  const { change: id, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => decideChange(ctx, decision, textField(id), rest)))
}

export async function agreeToChange(input: unknown): Changed {
  return decided('agree', input)
}

export async function refuseChange(input: unknown): Changed {
  return decided('refuse', input)
}

export async function withdrawChange(input: unknown): Changed {
  return decided('withdraw', input)
}
