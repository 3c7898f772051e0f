import { isJsonObject } from '@/lib/kernel/json/json'
import type { ApprovalDocument } from './document'
import type { Policy } from './policy'
import { fitsBound } from './policy-bounds'
import { isWithin } from './policy-windows'

/** Why a policy does not approve a request, in the order in which it is checked. */
export type PolicyReason =
  | 'other_node'
  | 'other_task'
  | 'other_offer'
  | 'high_risk'
  | 'dry_run'
  | 'own_request'
  | 'param'
  | 'not_started'
  | 'ended'
  | 'outside_windows'
  | 'rate_on_node'
  | 'rate'

/** `message` says it in words; `param`: which parameter is outside its bound. */
export type Outside = { ok: false; reason: PolicyReason; param: string | null; message: string }
export type Covered = { ok: true } | Outside

const outside = (reason: PolicyReason, message: string, param: string | null = null): Outside => ({
  ok: false,
  reason,
  param,
  message,
})

type Requested = Pick<
  ApprovalDocument,
  'node' | 'task' | 'offer' | 'params' | 'requester' | 'window' | 'dry_run'
>

/**
 * Whether what a document asks for lies inside a policy, if it starts as soon as it may. Who signed the policy, whether a newer
 * revision has replaced it and how often it was used are other questions.
 * @param now in milliseconds since 1970
 * @param grace by how much the clock may be off, in milliseconds
 */
export function policyCovers(policy: Policy, document: Requested, now: number, grace = 0): Covered {
  if (!policy.nodes.includes(document.node)) return outside('other_node', `it does not name ${document.node}`)
  if (policy.task !== document.task) return outside('other_task', `it is for the task ${policy.task}`)
  if (!document.offer || !policy.offer_digests.includes(document.offer.digest))
    return outside('other_offer', `the node offers ${document.task} differently from what was signed`)
  if (document.offer.risk === 'high') return outside('high_risk', 'no policy approves a task of high risk')
  if (document.dry_run && document.dry_run.exit_code !== 0) return outside('dry_run', 'its dry run failed')
  if (policy.person === document.requester)
    return outside('own_request', 'nobody decides on their own request')
  return paramProblem(policy, document) ?? timeProblem(policy, document, now, grace) ?? { ok: true }
}

function paramProblem(policy: Policy, { params }: Requested): Outside | null {
  if (!isJsonObject(params)) return outside('param', 'the parameters are no object')
  for (const [name, value] of Object.entries(params)) {
    const bound = Object.hasOwn(policy.params, name) ? policy.params[name] : undefined
    if (!bound) return outside('param', `it allows no parameter ${name}`, name)
    if (!fitsBound(bound, value)) return outside('param', `${name} is outside what it allows`, name)
  }
  const missing = Object.entries(policy.params).find(
    ([name, { optional }]) => !optional && !Object.hasOwn(params, name),
  )
  return missing ? outside('param', `it wants the parameter ${missing[0]}`, missing[0]) : null
}

function timeProblem(
  { starts, ends, windows }: Policy,
  { window }: Requested,
  now: number,
  grace: number,
): Outside | null {
  if (now + grace < Date.parse(starts)) return outside('not_started', `it starts at ${starts}`)
  const at = window ? Math.max(now, Date.parse(window.start)) : now
  if (at - grace >= Date.parse(ends)) return outside('ended', `it ends at ${ends}`)
  const isOpen = [at, at - grace, at + grace].some((moment) => windows.some((one) => isWithin(one, moment)))
  return windows.length === 0 || isOpen ? null : outside('outside_windows', 'it is outside its windows')
}

/**
 * Whether a policy's rate leaves room for one more job.
 * @param used how many other jobs it approved that have not been claimed yet or started in the last 24 hours: on the node, and in all
 */
export function rateProblem({ rate }: Policy, used: { onNode: number; all: number }): Outside | null {
  if (used.onNode >= rate.per_node_per_day)
    return outside('rate_on_node', `it approves ${rate.per_node_per_day} in 24 hours on one node`)
  return used.all >= rate.per_day ? outside('rate', `it approves ${rate.per_day} in 24 hours in all`) : null
}
