import type { FieldProblem } from '@/lib/kernel/errors'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { buildCommand } from './built-command'
import { type ParsedParams, parseFreeParams, parseParams, type TaskOffer, taskOffers } from './task'

/** Whether a node takes these parameters for what it offers: by its schema, and by the command that is built from them. */
export function fitOffer(
  offer: Pick<TaskOffer, 'params' | 'command' | 'builtin'>,
  input: unknown,
): ParsedParams {
  const parsed = parseParams(offer.params, input)
  const [program, ...template] = offer.command ?? []
  // A built-in task only shows what it stands for.
  if (!parsed.ok || program === undefined || offer.builtin) return parsed
  const built = buildCommand([program, ...template], offer.params, parsed.params)
  return built.ok
    ? parsed
    : { ok: false, problems: [{ path: `params.${built.param}`, message: built.message }] }
}

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
  const params = offer ? fitOffer(offer, request.params) : parseFreeParams(request.params)
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
