import type { FieldProblem } from '@/lib/kernel/errors'
import { isExactNumber } from '@/lib/kernel/json/exact-number'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { membersOf } from './param-condition'
import type { ListSchema, ObjectSchema, ParamSchema, PlainSchema } from './param-schema'

/**
 * A form's value for one parameter. `text` as typed; `badInput` when a number field contains text that the browser
 * does not hand out ("1e", "12a"): that is a mistake, not an empty field.
 */
export type FieldValue = { text: string; checked: boolean; badInput: boolean }

type Values = Readonly<Record<string, FieldValue>>

/** What is in a part of a form; `value` undefined: it is left out. */
type Found<V> = { value: V; problems: FieldProblem[] }

/** The number in a field, or why it is not one. */
function numberOf(value: FieldValue, integer: boolean): number | string {
  const typed = value.text.trim()
  const parsed = typed === '' ? Number.NaN : Number(typed)
  if (value.badInput || !Number.isFinite(parsed)) return 'must be a number, such as 30'
  if (integer && !Number.isInteger(parsed)) return 'must be a whole number'
  if (integer && !Number.isSafeInteger(parsed))
    return `must be between ±${Number.MAX_SAFE_INTEGER}; larger numbers would be rounded`
  if (!isExactNumber(typed)) return 'has more digits than a number can hold'
  return parsed
}

const empty: FieldValue = { text: '', checked: false, badInput: false }
const isRequired = (path: string): FieldProblem => ({ path: `params.${path}`, message: 'is required' })

function plainIn(
  schema: PlainSchema,
  values: Values,
  path: string,
  required: boolean,
): Found<JsonValue | undefined> {
  const field = Object.hasOwn(values, path) ? (values[path] ?? empty) : empty
  if (schema.type === 'boolean') {
    const given = field.checked || required || schema.default !== undefined
    return { value: given ? field.checked : undefined, problems: [] }
  }
  if (field.text === '' && !field.badInput)
    return { value: undefined, problems: required ? [isRequired(path)] : [] }
  if (schema.type === 'string') return { value: field.text, problems: [] }
  const parsed = numberOf(field, schema.type === 'integer')
  return typeof parsed === 'number'
    ? { value: parsed, problems: [] }
    : { value: undefined, problems: [{ path: `params.${path}`, message: parsed }] }
}

/** Fields of this part of the form. */
const under = (values: Values, path: string): string[] =>
  Object.keys(values).filter((name) => name.startsWith(`${path}.`) || name.startsWith(`${path}[`))

function listIn(
  { items }: ListSchema,
  values: Values,
  path: string,
  required: boolean,
): Found<JsonValue | undefined> {
  const places = under(values, path).map((name) => Number.parseInt(name.slice(path.length + 1), 10))
  const found = Array.from({ length: Math.max(-1, ...places) + 1 }, (_, index) =>
    partIn(items, values, `${path}[${index}]`, true),
  )
  const entries = found.flatMap(({ value }) => (value === undefined ? [] : [value]))
  return {
    value: entries.length > 0 || required ? entries : undefined,
    problems: found.flatMap(({ problems }) => problems),
  }
}

function objectIn(
  schema: ObjectSchema,
  values: Values,
  path: string,
  required: boolean,
): Found<JsonValue | undefined> {
  const touched = under(values, path).some((name) => {
    const field = values[name] ?? empty
    return field.text !== '' || field.badInput || field.checked
  })
  return required || touched ? membersIn(schema, values, `${path}.`) : { value: undefined, problems: [] }
}

function partIn(
  schema: ParamSchema,
  values: Values,
  path: string,
  required: boolean,
): Found<JsonValue | undefined> {
  if (schema.type === 'array') return listIn(schema, values, path, required)
  if (schema.type === 'object') return objectIn(schema, values, path, required)
  return plainIn(schema, values, path, required)
}

// From entries: a parameter may be called __proto__.
const given = (found: readonly { name: string; value: JsonValue | undefined }[]): JsonObject =>
  Object.fromEntries(found.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])))

/** The members of an object whose fields begin with `prefix`; those that others exclude are left out, as they are not shown. */
export function membersIn(
  schema: Omit<ObjectSchema, 'type'>,
  values: Values,
  prefix: string,
): Found<JsonObject> {
  const found = Object.entries(schema.properties).map(([name, member]) => ({
    name,
    ...partIn(member, values, `${prefix}${name}`, schema.required.includes(name)),
  }))
  const { required, excluded } = membersOf(schema, given(found))
  const shown = found.filter(({ name }) => !excluded.has(name))
  const value = given(shown)
  const problems = shown.flatMap((one) => one.problems)
  const missing = [...required].filter(
    (name) => !schema.required.includes(name) && !excluded.has(name) && !Object.hasOwn(value, name),
  )
  const more = missing
    .map((name) => isRequired(`${prefix}${name}`))
    .filter(({ path }) => !problems.some((one) => one.path === path))
  return { value, problems: [...problems, ...more] }
}
