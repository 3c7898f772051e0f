import type { JsonObject } from '@/lib/kernel/json/json'

/** These columns of what an event says; older events lack columns that came later. */
export function pick(columns: readonly string[], body: JsonObject): JsonObject {
  const picked: JsonObject = {}
  for (const column of columns) {
    const value = body[column]
    if (value !== undefined) picked[column] = value
  }
  return picked
}
