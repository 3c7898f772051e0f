import { z } from 'zod'
import type { FieldProblem } from '@/lib/kernel/errors'
import { fieldProblems, isJsonObject, type JsonObject, jsonProblem } from '@/lib/kernel/json/json'
import { memberProblems } from './param-problems'
import { type ParamsSchema, paramsSchema } from './param-schema'
import { riskLevels } from './risk'
import { maxTaskNameLength } from './task-name'

export const taskName = z
  .string()
  .min(1, 'must not be empty')
  .max(maxTaskNameLength, `must have at most ${maxTaskNameLength} characters`)
  .regex(/^[a-z][a-z0-9_.-]*$/i, 'must be a task name such as restart_service')

/** Seconds; its requester waits for it. */
export const longestDryRun = 300

export const risk = z.enum(riskLevels, { error: `must be one of ${riskLevels.join(', ')}` })

/**
 * A task as a node announces it: all that its own entry says about what would run, for the approver to read and for the
 * approval document. The node runs its own entry, whose digest it compares with the approved one.
 */
export const taskOffer = z.strictObject({
  name: taskName,
  title: z.string().max(100).optional(),
  description: z.string().max(1_000).optional(),
  risk: risk.optional(),
  params: paramsSchema.default({ type: 'object', properties: {}, required: [], additionalProperties: false }),
  command: z.array(z.string().max(1_000)).max(100).optional(),
  /** The working folder, as an absolute path. */
  cwd: z.string().min(1).max(4_096).optional(),
  timeout_seconds: z.number().positive().max(86_400).optional(),
  /** A task of the agent's own code, which has no command of its own. */
  builtin: z.strictObject({ name: taskName, version: z.int().min(1) }).optional(),
  /** A command that shows what the task would change, and changes nothing itself: it runs without anybody's approval. */
  dry_run: z
    .strictObject({
      command: z.array(z.string().max(1_000)).min(1).max(100),
      timeout_seconds: z.number().positive().max(longestDryRun),
    })
    .optional(),
})
export type TaskOffer = z.infer<typeof taskOffer>

/** The same with the digest that the agent has made of it. */
const announcedOffer = taskOffer.extend({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

export const taskOffers = z.array(announcedOffer).max(100, 'must be at most 100 tasks')

export type ParsedParams = { ok: true; params: JsonObject } | { ok: false; problems: FieldProblem[] }

/**
 * Checks parameters against what the node announced. Defaults are shown in the form, never filled in behind the
 * requester's back: exactly what was sent is approved.
 */
export function parseParams(schema: ParamsSchema, input: unknown): ParsedParams {
  const free = parseFreeParams(input)
  if (!free.ok) return free
  const problems = memberProblems(schema, free.params, 'params')
  return problems.length > 0 ? { ok: false, problems } : free
}

const freeParams = z.custom<JsonObject>(isJsonObject, 'must be a JSON object')

/** Size of the parameters as UTF-8 JSON; nobody could read more before approving it. */
export const maxParamsBytes = 100_000

/** For a node that announced no tasks: any object the database can store. */
export function parseFreeParams(input: unknown): ParsedParams {
  const problem = jsonProblem(input)
  if (problem) return { ok: false, problems: [{ ...problem, path: join('params', problem.path) }] }
  const parsed = freeParams.safeParse(input ?? {})
  if (!parsed.success)
    return {
      ok: false,
      problems: fieldProblems(parsed.error).map((p) => ({ ...p, path: join('params', p.path) })),
    }
  if (new TextEncoder().encode(JSON.stringify(parsed.data)).length > maxParamsBytes)
    return {
      ok: false,
      problems: [{ path: 'params', message: 'is over 100 kB: too long to review' }],
    }
  return { ok: true, params: parsed.data }
}

const join = (head: string, tail: string): string => (tail === '' ? head : `${head}.${tail}`)
