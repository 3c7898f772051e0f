import type { FieldProblem } from '@/lib/kernel/errors'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { findParseLoss } from '@/lib/kernel/json/parse-loss'
import { type FieldValue, membersIn } from './form-members'
import type { ListSchema, ObjectSchema, ParamSchema, ParamsSchema, PlainSchema } from './param-schema'

export type FormParams = { ok: true; params: JsonObject } | { ok: false; problems: FieldProblem[] }

/**
 * Another request's value for a parameter: `undefined` when there is no other request, null when it left the
 * parameter out.
 */
export type Given = JsonValue | undefined

/**
 * The initial value of a field: that of the repeated or changed request, otherwise the announced default. It is
 * visible, never filled in behind the requester's back.
 */
export function initialText(schema: PlainSchema, given?: Given): string {
  if (schema.type === 'boolean') return ''
  // A choice that is no longer offered must be made again: a browser would select the first one instead.
  if (schema.type === 'string' && schema.enum && typeof given === 'string' && !schema.enum.includes(given))
    return ''
  if (given !== undefined) return typeof given === 'string' || typeof given === 'number' ? String(given) : ''
  return schema.default === undefined ? '' : String(schema.default)
}

/** Whether a text needs several lines; a one-line field would drop its line breaks. */
export const needsLines = (schema: PlainSchema, value: string): boolean =>
  (schema.type === 'string' && (schema.maxLength ?? 0) > 200) || value.length > 60 || /[\r\n]/.test(value)

export const initialChecked = (schema: PlainSchema, given?: Given): boolean =>
  schema.type === 'boolean' && (given === undefined ? schema.default === true : given === true)

/**
 * Converts form values to parameters, each by its path within them (`disks[2].name`): numbers become numbers, booleans
 * booleans, text stays exactly as typed. Empty optional fields are left out, and so are unticked optional boxes without a
 * default, empty optional lists and objects in which nothing is given. The server checks limits (lengths, ranges); it answers
 * with the same paths.
 */
export function formParams(schema: ParamsSchema, values: Record<string, FieldValue>): FormParams {
  const { value, problems } = membersIn(schema, values, '')
  return problems.length > 0 ? { ok: false, problems } : { ok: true, params: value }
}

/** Parses JSON text for a node that announced no tasks: an object, or a sentence that says where it is wrong. */
export function formJson(text: string): FormParams {
  if (text.trim() === '') return { ok: true, params: {} }
  const problem = (message: string): FormParams => ({ ok: false, problems: [{ path: 'params', message }] })
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value)) return problem('must be a JSON object, such as {"service_name": "web"}')
    const lost = findParseLoss(text)
    return lost ? problem(`"${lost.path}" ${lost.message}`) : { ok: true, params: value }
  } catch (error) {
    return problem(`is not valid JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Another request's value for a member of an object. */
export function givenMember(given: Given, name: string): Given {
  if (given === undefined) return undefined
  return isObject(given) && Object.hasOwn(given, name) ? (given[name] ?? null) : null
}

/** What a field that nobody has touched holds; undefined: nothing. */
function initialValue(schema: ParamSchema, required: boolean, given: Given): JsonValue | undefined {
  if (schema.type === 'object') return initialMembers(schema, given)
  if (schema.type === 'array')
    return Array.from(
      { length: initialLength(schema, required, given) },
      (_, index) => initialValue(schema.items, true, givenEntry(given, index)) ?? null,
    )
  if (schema.type === 'boolean') return initialChecked(schema, given)
  const text = initialText(schema, given)
  if (text === '') return undefined
  return schema.type === 'string' ? text : Number(text)
}

/** The same of the members of an object, by which some of them are shown and others are not. */
export const initialMembers = (schema: Omit<ObjectSchema, 'type'>, given: Given): JsonObject =>
  Object.fromEntries(
    Object.entries(schema.properties).flatMap(([name, member]) => {
      const value = initialValue(member, schema.required.includes(name), givenMember(given, name))
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** How many entries of a list are shown at first. */
export const initialLength = (schema: ListSchema, required: boolean, given: Given): number =>
  Array.isArray(given)
    ? given.length
    : given === undefined && required
      ? Math.max(1, schema.minItems ?? 1)
      : 0

export const givenEntry = (given: Given, index: number): Given =>
  given === undefined ? undefined : Array.isArray(given) ? (given[index] ?? null) : undefined
