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

/** Equality as jsonb has it: the order of keys does not matter. With a stack of its own, since whoever adds an event chooses its depth. */
export function sameJson(a: JsonValue, b: JsonValue): boolean {
  const pairs: [JsonValue, JsonValue][] = [[a, b]]
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [left, right] = pair
    if (Array.isArray(left) && Array.isArray(right)) {
      if (left.length !== right.length) return false
      for (const [n, each] of left.entries()) pairs.push([each, right[n] ?? null])
    } else if (isJsonObject(left) && isJsonObject(right)) {
      const keys = Object.keys(left)
      if (keys.length !== Object.keys(right).length) return false
      for (const key of keys) {
        if (!Object.hasOwn(right, key)) return false
        pairs.push([left[key] ?? null, right[key] ?? null])
      }
    } else if (left !== right) return false
  }
  return true
}

/** A value in a finding: short, and readable however deep it is. */
export function shownJson(value: JsonValue | undefined): string {
  const text = jsonText(value ?? null)
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}

/** JSON, but for what is nested too deeply to be written. */
export function jsonText(value: JsonValue): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return '(nested too deeply to be shown)'
    throw error
  }
}
