import type { ZodError } from 'zod'
import type { FieldProblem } from '@/lib/kernel/errors'

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export type JsonObject = { [key: string]: JsonValue }

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Deeper than any real report, and not deep enough to make recursion or jsonb expensive. */
const maxJsonDepth = 64

/** A readable path: `metrics.cpu`, `dependencies[2].status`. */
export const pathOf = (parts: readonly PropertyKey[]): string =>
  parts.reduce<string>(
    (path, part) =>
      typeof part === 'number' ? `${path}[${part}]` : path === '' ? String(part) : `${path}.${String(part)}`,
    '',
  )

/** Every issue of a zod error as a field problem. */
export const fieldProblems = (error: ZodError): FieldProblem[] =>
  error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message }))

/** Why PostgreSQL cannot store this text; null when it can. */
export const textProblem = (text: string): string | null =>
  text.includes('\u0000')
    ? 'contains the NUL character, which PostgreSQL cannot store'
    : text.isWellFormed()
      ? null
      : 'contains half of a surrogate pair, which is not valid Unicode'

/**
 * An upper bound of a value's size as JSON, in bytes; NaN if jsonb cannot hold it: NUL, lone surrogates, numbers beyond a
 * double, nesting over `maxJsonDepth`. Every report is checked here, so it keeps no paths.
 */
export function jsonBound(value: unknown, depth = 0): number {
  if (depth > maxJsonDepth) return Number.NaN
  // A character takes at most the six bytes of \u0001.
  if (typeof value === 'string') return textProblem(value) === null ? 6 * value.length + 2 : Number.NaN
  if (typeof value === 'number') return Number.isFinite(value) ? 25 : Number.NaN
  if (typeof value !== 'object' || value === null) return 5
  let bound = 2
  if (Array.isArray(value)) for (const item of value) bound += jsonBound(item, depth + 1) + 1
  else if (isJsonObject(value))
    for (const key of Object.keys(value))
      bound +=
        (textProblem(key) === null ? 6 * key.length + 4 : Number.NaN) + jsonBound(value[key], depth + 1)
  return bound
}

/** Where and why jsonb cannot hold a value; null when it can. */
export const jsonProblem = (root: unknown): FieldProblem | null =>
  Number.isNaN(jsonBound(root)) ? findJsonProblem(root) : null

/** Uses its own stack, so that hostile nesting costs proportional memory and never overflows the call stack. */
function findJsonProblem(root: unknown): FieldProblem | null {
  const stack: { value: unknown; path: PropertyKey[] }[] = [{ value: root, path: [] }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, path } = next
    if (path.length > maxJsonDepth)
      return { path: pathOf(path.slice(0, 3)), message: `is nested more than ${maxJsonDepth} levels deep` }
    if (typeof value === 'string') {
      const message = textProblem(value)
      if (message) return { path: pathOf(path), message }
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      return { path: pathOf(path), message: 'is not a finite number' }
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        stack.push({ value: item, path: [...path, index] })
      })
    } else if (isJsonObject(value)) {
      for (const key of Object.keys(value)) {
        const message = textProblem(key)
        if (message) return { path: pathOf(path), message: `has a key that ${message}` }
        stack.push({ value: value[key], path: [...path, key] })
      }
    }
  }
  return null
}

/** RFC 8785: keys in UTF-16 order, numbers as ECMAScript prints them, no white space. Equal values give equal bytes. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isJsonObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
