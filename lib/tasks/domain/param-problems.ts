import type { FieldProblem } from '@/lib/kernel/errors'
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { patternFound } from '@/lib/kernel/pattern/pattern'
import { membersOf } from './param-condition'
import { formatProblem } from './param-format'
import { mostItems } from './param-limits'
import type { ListSchema, ObjectSchema, ParamSchema, PlainSchema, TextSchema } from './param-schema'

const longest = 10_000

function textProblem(schema: TextSchema, value: JsonValue): string | null {
  if (typeof value !== 'string') return 'must be text'
  if (schema.enum && !schema.enum.includes(value)) return `must be one of ${schema.enum.join(', ')}`
  if (value.length < (schema.minLength ?? 0)) return `must have at least ${schema.minLength} characters`
  const most = schema.maxLength ?? longest
  if (value.length > most) return `must have at most ${most} characters`
  const wrong = schema.format === undefined ? null : formatProblem(schema.format, value)
  if (wrong !== null) return wrong
  return schema.pattern !== undefined && !patternFound(schema.pattern, value)
    ? `must match ${schema.pattern}`
    : null
}

function plainProblem(schema: PlainSchema, value: JsonValue): string | null {
  if (schema.type === 'string') return textProblem(schema, value)
  if (schema.type === 'boolean') return typeof value === 'boolean' ? null : 'must be yes or no'
  if (typeof value !== 'number') return 'must be a number'
  if (schema.type === 'integer' && !Number.isSafeInteger(value)) return 'must be a whole number'
  if (schema.minimum !== undefined && value < schema.minimum) return `must be at least ${schema.minimum}`
  return schema.maximum !== undefined && value > schema.maximum ? `must be at most ${schema.maximum}` : null
}

const counted = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`

function listProblems(schema: ListSchema, value: JsonValue, path: string): FieldProblem[] {
  if (!Array.isArray(value)) return [{ path, message: 'must be a list' }]
  const most = schema.maxItems ?? mostItems
  if (value.length < (schema.minItems ?? 0))
    return [{ path, message: `must have at least ${counted(schema.minItems ?? 0)}` }]
  if (value.length > most) return [{ path, message: `must have at most ${counted(most)}` }]
  return value.flatMap((one, index) => problemsOf(schema.items, one, `${path}[${index}]`))
}

/** What is wrong with the members of an object. */
export function memberProblems(
  schema: Omit<ObjectSchema, 'type'>,
  value: JsonObject,
  path: string,
): FieldProblem[] {
  const { required, excluded } = membersOf(schema, value)
  const missing = [...required]
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ path: `${path}.${name}`, message: 'is required' }))
  const wrong = Object.entries(value).flatMap(([name, one]) => {
    const member = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
    if (!member) return [{ path: `${path}.${name}`, message: 'is not a parameter of this task' }]
    if (excluded.has(name))
      return [{ path: `${path}.${name}`, message: 'must be left out with the others as they are' }]
    return problemsOf(member, one, `${path}.${name}`)
  })
  return [...missing, ...wrong]
}

/** What is wrong with a value, by paths such as `params.disks[2].name`. */
function problemsOf(schema: ParamSchema, value: JsonValue, path: string): FieldProblem[] {
  if (schema.type === 'array') return listProblems(schema, value, path)
  if (schema.type === 'object')
    return isJsonObject(value)
      ? memberProblems(schema, value, path)
      : [{ path, message: 'must have fields of its own' }]
  const message = plainProblem(schema, value)
  return message === null ? [] : [{ path, message }]
}
