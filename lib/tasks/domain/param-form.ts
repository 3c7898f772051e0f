import type { FieldProblem } from '@/lib/kernel/errors'
import { isExactNumber } from '@/lib/kernel/json/exact-number'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { findParseLoss } from '@/lib/kernel/json/parse-loss'
import type { ParamSchema, ParamsSchema } from './task'

/**
 * A form's value for one parameter. `text` as typed; `badInput` when a number field contains text that the browser
 * does not hand out ("1e", "12a"): that is a mistake, not an empty field.
 */
export type FieldValue = { text: string; checked: boolean; badInput: boolean }

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
export function initialText(schema: ParamSchema, given?: Given): string {
  if (schema.type === 'boolean') return ''
  // A choice that is no longer offered must be made again: a browser would select the first one instead.
  if (schema.type === 'string' && schema.enum && typeof given === 'string' && !schema.enum.includes(given))
    return ''
  if (given !== undefined) return typeof given === 'string' || typeof given === 'number' ? String(given) : ''
  return schema.default === undefined ? '' : String(schema.default)
}

/** Whether a text needs several lines; a one-line field would drop its line breaks. */
export const needsLines = (schema: ParamSchema, value: string): boolean =>
  (schema.type === 'string' && (schema.maxLength ?? 0) > 200) || value.length > 60 || /[\r\n]/.test(value)

export const initialChecked = (schema: ParamSchema, given?: Given): boolean =>
  schema.type === 'boolean' && (given === undefined ? schema.default === true : given === true)

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

/**
 * Converts form values to parameters: numbers become numbers, booleans booleans, text stays exactly as typed. Empty
 * optional fields are left out, and so are unticked optional boxes without a default. The server checks limits
 * (lengths, ranges); it answers with the same paths.
 */
export function formParams(schema: ParamsSchema, values: Record<string, FieldValue>): FormParams {
  const params: [string, string | number | boolean][] = []
  const problems: FieldProblem[] = []
  for (const [name, property] of Object.entries(schema.properties)) {
    const value = Object.hasOwn(values, name) ? (values[name] ?? empty) : empty
    const required = schema.required.includes(name)
    if (property.type === 'boolean') {
      if (value.checked || required || property.default !== undefined) params.push([name, value.checked])
    } else if (value.text === '' && !value.badInput) {
      if (required) problems.push({ path: `params.${name}`, message: 'is required' })
    } else if (property.type === 'string') {
      params.push([name, value.text])
    } else {
      const parsed = numberOf(value, property.type === 'integer')
      if (typeof parsed === 'number') params.push([name, parsed])
      else problems.push({ path: `params.${name}`, message: parsed })
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, params: Object.fromEntries(params) }
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
