import { z } from 'zod'
import type { FieldProblem } from '@/lib/kernel/errors'
import {
  fieldProblems,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonProblem,
} from '@/lib/kernel/json/json'
import { riskLevels } from './risk'
import { maxTaskNameLength } from './task-name'

/**
 * The subset of JSON Schema for a task's parameters: flat objects of text, numbers, booleans and choices. It is small
 * on purpose: every such schema can be shown as a form and checked without running foreign patterns.
 */
const title = { title: z.string().max(100).optional(), description: z.string().max(500).optional() }

const textParam = z.strictObject({
  type: z.literal('string'),
  ...title,
  enum: z.array(z.string().max(200)).min(1).max(100).optional(),
  minLength: z.number().int().min(0).optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  default: z.string().optional(),
})

const numberParam = z.strictObject({
  type: z.enum(['number', 'integer']),
  ...title,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
})

const booleanParam = z.strictObject({
  type: z.literal('boolean'),
  ...title,
  default: z.boolean().optional(),
})

const paramSchema = z.discriminatedUnion('type', [textParam, numberParam, booleanParam])
export type ParamSchema = z.infer<typeof paramSchema>

const paramName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a name such as service_name')

export const paramsSchema = z
  .strictObject({
    type: z.literal('object').default('object'),
    properties: z.record(paramName, paramSchema).default({}),
    required: z.array(paramName).default([]),
    additionalProperties: z.literal(false).default(false),
  })
  .superRefine(({ properties, required }, context) => {
    // Nobody could ever request a task that requires a parameter it does not define.
    for (const [index, name] of required.entries())
      if (!Object.hasOwn(properties, name))
        context.addIssue({
          code: 'custom',
          path: ['required', index],
          message: 'is not among the properties',
        })
  })
export type ParamsSchema = z.infer<typeof paramsSchema>

export const taskName = z
  .string()
  .min(1, 'must not be empty')
  .max(maxTaskNameLength, `must have at most ${maxTaskNameLength} characters`)
  .regex(/^[a-z][a-z0-9_.-]*$/i, 'must be a task name such as restart_service')

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

const problemOf = (schema: ParamSchema, value: JsonValue): string | null => {
  if (schema.type === 'string') {
    if (typeof value !== 'string') return 'must be text'
    if (schema.enum && !schema.enum.includes(value)) return `must be one of ${schema.enum.join(', ')}`
    if (value.length < (schema.minLength ?? 0)) return `must have at least ${schema.minLength} characters`
    return value.length > (schema.maxLength ?? 10_000)
      ? `must have at most ${schema.maxLength ?? 10_000} characters`
      : null
  }
  if (schema.type === 'boolean') return typeof value === 'boolean' ? null : 'must be yes or no'
  if (typeof value !== 'number') return 'must be a number'
  if (schema.type === 'integer' && !Number.isSafeInteger(value)) return 'must be a whole number'
  if (schema.minimum !== undefined && value < schema.minimum) return `must be at least ${schema.minimum}`
  return schema.maximum !== undefined && value > schema.maximum ? `must be at most ${schema.maximum}` : null
}

/**
 * Checks parameters against what the node announced. Defaults are shown in the form, never filled in behind the
 * requester's back: exactly what was sent is approved.
 */
export function parseParams(schema: ParamsSchema, input: unknown): ParsedParams {
  const free = parseFreeParams(input)
  if (!free.ok) return free
  const problems: FieldProblem[] = []
  for (const name of schema.required)
    if (!Object.hasOwn(free.params, name)) problems.push({ path: `params.${name}`, message: 'is required' })
  for (const [name, value] of Object.entries(free.params)) {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
    const message = property ? problemOf(property, value) : 'is not a parameter of this task'
    if (message) problems.push({ path: `params.${name}`, message })
  }
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
