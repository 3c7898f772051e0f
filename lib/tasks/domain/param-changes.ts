import { canonicalJson, isJsonObject, type JsonValue } from '@/lib/kernel/json/json'

/** How one parameter compares with the last completed run: `was` is null when it is `new`. */
export type ParamChange =
  | { name: string; kind: 'changed'; was: JsonValue }
  | { name: string; kind: 'new' }
  | { name: string; kind: 'gone'; was: JsonValue }

const asObject = (value: JsonValue) => (isJsonObject(value) ? value : {})

/**
 * What differs from the last run of this task on this node. Values are equal when their canonical JSON is, so the
 * order of keys does not matter but the type does: `"90"` is not `90`.
 */
export function paramChanges(now: JsonValue, last: JsonValue): ParamChange[] {
  const before = asObject(last)
  const after = asObject(now)
  const changes: ParamChange[] = []
  for (const [name, value] of Object.entries(after)) {
    const was = before[name]
    if (was === undefined || !Object.hasOwn(before, name)) changes.push({ name, kind: 'new' })
    else if (canonicalJson(was) !== canonicalJson(value)) changes.push({ name, kind: 'changed', was })
  }
  for (const [name, was] of Object.entries(before))
    if (!Object.hasOwn(after, name)) changes.push({ name, kind: 'gone', was })
  return changes
}
