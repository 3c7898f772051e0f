import type { FieldProblem } from '@/lib/kernel/errors'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { parseFreeParams, parseParams, taskOffers } from './task'

/** What of a request does not fit what a node announces (`tasks`, unparsed); a node that announces nothing may offer any. */
export function taskProblems(
  tasks: unknown,
  request: { task_name: string; params: JsonObject },
): FieldProblem[] {
  const offers = taskOffers.safeParse(tasks).data ?? []
  const offer = offers.find(({ name }) => name === request.task_name)
  if (offers.length > 0 && !offer) {
    const names = offers.map(({ name }) => name).join(', ')
    return [{ path: 'task_name', message: `is not offered by this node; it offers ${names}` }]
  }
  const params = offer ? parseParams(offer.params, request.params) : parseFreeParams(request.params)
  return params.ok ? [] : params.problems
}

/** The same of a stored job, as one sentence; null if it fits, or if the node announces nothing. */
export function whyUnfit(tasks: unknown, job: { task_name: string; params: unknown }): string | null {
  if ((taskOffers.safeParse(tasks).data ?? []).length === 0) return null
  const params = job.params ?? {}
  const [field] = isJsonObject(params)
    ? taskProblems(tasks, { task_name: job.task_name, params })
    : [{ path: 'params', message: 'must be an object' }]
  return field ? `The node does not offer what this job asks for: ${field.path} ${field.message}.` : null
}
