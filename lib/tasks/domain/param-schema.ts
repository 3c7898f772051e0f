import { z } from 'zod'
import { patternProblem } from '@/lib/kernel/pattern/pattern'
import { formats } from './param-format'
import { mostItems } from './param-limits'

/**
 * The subset of JSON Schema for a task's parameters: text, numbers, booleans, choices, objects and lists of these. It is small on
 * purpose: every such schema can be shown as a form, and checking it takes linear time, patterns included.
 */
type Titled = { title?: string | undefined; description?: string | undefined }

export type TextSchema = Titled & {
  type: 'string'
  enum?: string[] | undefined
  minLength?: number | undefined
  maxLength?: number | undefined
  pattern?: string | undefined
  format?: (typeof formats)[number] | undefined
  default?: string | undefined
}
type NumberSchema = Titled & {
  type: 'number' | 'integer'
  minimum?: number | undefined
  maximum?: number | undefined
  default?: number | undefined
}
type BooleanSchema = Titled & { type: 'boolean'; default?: boolean | undefined }
export type ListSchema = Titled & {
  type: 'array'
  items: ParamSchema
  minItems?: number | undefined
  maxItems?: number | undefined
}
export type ObjectSchema = Titled & {
  type: 'object'
  properties: Record<string, ParamSchema>
  required: string[]
  additionalProperties: false
  allOf?: Condition[] | undefined
}
/** What one control of a form holds. */
export type PlainSchema = TextSchema | NumberSchema | BooleanSchema
export type ParamSchema = PlainSchema | ListSchema | ObjectSchema

/** A field on which others depend has one of some values. */
type Test = { const: string | number | boolean } | { enum: (string | number | boolean)[] }
/** What is then required, and what must be left out. */
type Consequence = { required?: string[] | undefined; properties?: Record<string, false> | undefined }
export type Condition = {
  if: { properties: Record<string, Test>; required?: string[] | undefined }
  then?: Consequence | undefined
  else?: Consequence | undefined
}

const titled = { title: z.string().max(100).optional(), description: z.string().max(500).optional() }

const text = z.strictObject({
  type: z.literal('string'),
  ...titled,
  enum: z.array(z.string().max(200)).min(1).max(100).optional(),
  minLength: z.number().int().min(0).optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  pattern: z
    .string()
    .max(500)
    .superRefine((pattern, context) => {
      const message = patternProblem(pattern)
      if (message) context.addIssue({ code: 'custom', message })
    })
    .optional(),
  format: z.enum(formats, { error: `must be one of ${formats.join(', ')}` }).optional(),
  default: z.string().optional(),
})

const number = z.strictObject({
  type: z.enum(['number', 'integer']),
  ...titled,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
})

const boolean = z.strictObject({ type: z.literal('boolean'), ...titled, default: z.boolean().optional() })

const list = z.strictObject({
  type: z.literal('array'),
  ...titled,
  items: z.lazy(() => paramSchema),
  minItems: z.number().int().min(0).max(mostItems).optional(),
  maxItems: z.number().int().min(1).max(mostItems).optional(),
})

const paramName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a name such as service_name')

const scalar = z.union([z.string().max(200), z.number(), z.boolean()], {
  error: 'must be a number, true, false, or text of at most 200 characters',
})
const consequence = z.strictObject({
  required: z.array(paramName).optional(),
  properties: z.record(paramName, z.literal(false)).optional(),
})
const condition = z.strictObject({
  if: z.strictObject({
    properties: z.record(
      paramName,
      z.union(
        [z.strictObject({ const: scalar }), z.strictObject({ enum: z.array(scalar).min(1).max(100) })],
        {
          error: 'must be {"const": value} or {"enum": [values]}',
        },
      ),
    ),
    required: z.array(paramName).optional(),
  }),
  // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
  then: consequence.optional(),
  else: consequence.optional(),
})

const members = {
  properties: z.record(
    paramName,
    z.lazy((): z.ZodType<ParamSchema> => paramSchema),
  ),
  required: z.array(paramName).default([]),
  additionalProperties: z.literal(false).default(false),
  allOf: z.array(condition).max(20).optional(),
}

/** Every name that an object speaks of must be one of its own, or nobody could ever request the task. */
function checkNames(
  { properties, required, allOf = [] }: Pick<ObjectSchema, 'properties' | 'required' | 'allOf'>,
  context: z.RefinementCtx,
): void {
  const check = (names: readonly string[], path: (string | number)[]) => {
    for (const [index, name] of names.entries())
      if (!Object.hasOwn(properties, name))
        context.addIssue({ code: 'custom', path: [...path, index], message: 'is not among the properties' })
  }
  check(required, ['required'])
  for (const [index, one] of allOf.entries()) {
    check(Object.keys(one.if.properties), ['allOf', index, 'if', 'properties'])
    for (const branch of ['then', 'else'] as const) {
      check(one[branch]?.required ?? [], ['allOf', index, branch, 'required'])
      check(Object.keys(one[branch]?.properties ?? {}), ['allOf', index, branch, 'properties'])
    }
  }
}

const object = z.strictObject({ type: z.literal('object'), ...titled, ...members }).superRefine(checkNames)

const paramSchema: z.ZodType<ParamSchema> = z.discriminatedUnion(
  'type',
  [text, number, boolean, list, object],
  'must be one of string, number, integer, boolean, array, object',
)

/** Forms and people stop reading before that. */
const deepest = 4

const depthOf = (schema: ParamSchema): number => {
  if (schema.type === 'array') return 1 + depthOf(schema.items)
  if (schema.type !== 'object') return 0
  return 1 + Math.max(0, ...Object.values(schema.properties).map(depthOf))
}

export const paramsSchema = z
  .strictObject({
    type: z.literal('object').default('object'),
    ...members,
    properties: members.properties.default({}),
  })
  .superRefine(checkNames)
  .superRefine((schema, context) => {
    if (depthOf(schema) > deepest)
      context.addIssue({
        code: 'custom',
        path: ['properties'],
        message: `must be at most ${deepest} levels deep`,
      })
  })
export type ParamsSchema = Omit<ObjectSchema, 'title' | 'description'>
