import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { membersOf } from '@/lib/tasks/domain/param-condition'
import { type Given, givenMember } from '@/lib/tasks/domain/param-form'
import type { ObjectSchema, ParamSchema } from '@/lib/tasks/domain/param-schema'
import { ParamField } from './param-field'
import { ParamList } from './param-list'

/** What every part of the form passes on to the parts in it. */
type Shared = {
  /** The value in the request that is repeated or changed. */
  given: Given
  errorOf: (path: string) => string | undefined
  /** Called when entries were added or removed, which no field reports. */
  changed: (form: HTMLFormElement | null) => void
}

/** The members of an object: those that must be given first, and none that others exclude. */
export function ParamMembers(
  props: Shared & {
    schema: Omit<ObjectSchema, 'type'>
    /** What it holds now. */
    now: JsonObject
    prefix: string
  },
) {
  const { schema, now, prefix, given, ...shared } = props
  const { required, excluded } = membersOf(schema, now)
  // The database does not keep the order of keys.
  const shown = Object.entries(schema.properties)
    .filter(([name]) => !excluded.has(name))
    .sort(([a], [b]) => Number(schema.required.includes(b)) - Number(schema.required.includes(a)))
  return shown.map(([name, member]) => (
    <ParamPart
      key={name}
      {...shared}
      name={name}
      path={`${prefix}${name}`}
      schema={member}
      required={required.has(name)}
      now={now[name]}
      given={givenMember(given, name)}
    />
  ))
}

/** One parameter, of any kind. */
function ParamPart(
  props: Shared & {
    name: string
    path: string
    schema: ParamSchema
    required: boolean
    now: JsonValue | undefined
  },
) {
  const { schema, path, name, now, ...shared } = props
  if (schema.type === 'array') {
    const entries = Array.isArray(now) ? now : []
    return (
      <ParamList {...props} schema={schema} error={props.errorOf(`params.${path}`)}>
        {(index, given) => (
          <ParamPart
            {...shared}
            {...{ given, now: entries[index], schema: schema.items, required: true }}
            name={`${schema.title ?? name} ${index + 1}`}
            path={`${path}[${index}]`}
          />
        )}
      </ParamList>
    )
  }
  if (schema.type !== 'object')
    return <ParamField {...props} schema={schema} error={props.errorOf(`params.${path}`)} />
  return (
    <fieldset className="flex flex-col gap-3.5 border-l-2 border-hair pl-3.5">
      <legend className="float-left mb-1 w-full font-medium">
        {schema.title ? <bdi>{schema.title}</bdi> : <span className="font-mono">{name}</span>}
        {!props.required && <span className="ml-1.5 text-xs font-normal text-ink-3">optional</span>}
        {schema.description && (
          <bdi className="block text-xs font-normal text-ink-3">{schema.description}</bdi>
        )}
      </legend>
      <ParamMembers {...shared} schema={schema} now={isJsonObject(now) ? now : {}} prefix={`${path}.`} />
    </fieldset>
  )
}
