import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'

/** What an event says; null if its text is not a JSON object. */
export function parseEvent(text: string): JsonObject | null {
  try {
    const value: JsonValue = JSON.parse(text)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/** Equality as jsonb has it: the order of keys does not matter. */
export function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, n) => sameJson(each, b[n] ?? null))
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null))
  )
}
