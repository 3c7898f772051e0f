import type { FieldProblem } from '@/lib/kernel/errors'
import type { JsonValue } from '@/lib/kernel/json/json'
import { buildCommand } from './built-command'
import { paramsSchema } from './param-schema'
import { parseParams, taskOffers } from './task'

type Offered = { params_schema: JsonValue; dry_run?: { command: readonly string[] } }

/** The command that finds out what a task would change with these parameters; null where there is none that can be built. */
export function dryRunCommand(offer: Offered, params: JsonValue): readonly string[] | null {
  const [program, ...template] = offer.dry_run?.command ?? []
  const schema = paramsSchema.safeParse(offer.params_schema).data
  const fit = schema && parseParams(schema, params)
  if (program === undefined || !schema || !fit?.ok) return null
  const built = buildCommand([program, ...template], schema, fit.params)
  return built.ok ? built.argv : null
}

/** Why what a request would change cannot be found out on a node that announces these tasks. */
export function dryRunProblems(
  tasks: unknown,
  request: { task_name: string; params: JsonValue },
): FieldProblem[] {
  const offer = (taskOffers.safeParse(tasks).data ?? []).find(({ name }) => name === request.task_name)
  if (!offer?.dry_run) return [{ path: 'dry_run', message: 'is not offered by this node for this task' }]
  const [program = '', ...template] = offer.dry_run.command
  const fit = parseParams(offer.params, request.params)
  if (!fit.ok) return fit.problems
  const built = buildCommand([program, ...template], offer.params, fit.params)
  return built.ok ? [] : [{ path: `params.${built.param}`, message: built.message }]
}
