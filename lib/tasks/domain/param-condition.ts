import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { Condition, ObjectSchema } from './param-schema'

type Conditional = Pick<ObjectSchema, 'required' | 'allOf'>

const holds = ({ properties, required = [] }: Condition['if'], value: JsonObject): boolean =>
  required.every((name) => Object.hasOwn(value, name)) &&
  Object.entries(properties).every(([name, test]) => {
    // As in JSON Schema: what is left out fails no test.
    if (!Object.hasOwn(value, name)) return true
    const given: JsonValue | undefined = value[name]
    return 'const' in test ? given === test.const : test.enum.some((one) => one === given)
  })

/** Which members an object must have, and which it must not, by the others that it has. */
export function membersOf(
  { required, allOf = [] }: Conditional,
  value: JsonObject,
): { required: ReadonlySet<string>; excluded: ReadonlySet<string> } {
  const branches = allOf.flatMap((one) => (holds(one.if, value) ? one.then : one.else) ?? [])
  return {
    required: new Set([...required, ...branches.flatMap((branch) => branch.required ?? [])]),
    excluded: new Set(branches.flatMap((branch) => Object.keys(branch.properties ?? {}))),
  }
}
