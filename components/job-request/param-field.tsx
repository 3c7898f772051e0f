import { Field, Input, Select, Textarea } from '@/components/ui/field'
import { type Given, initialChecked, initialText, needsLines } from '@/lib/tasks/domain/param-form'
import type { PlainSchema } from '@/lib/tasks/domain/param-schema'

const rangeOf = (schema: PlainSchema): string | null => {
  if (schema.type === 'string' || schema.type === 'boolean') return null
  const { minimum, maximum } = schema
  if (minimum !== undefined && maximum !== undefined) return `From ${minimum} to ${maximum}.`
  if (minimum !== undefined) return `At least ${minimum}.`
  return maximum === undefined ? null : `At most ${maximum}.`
}

const inputTypes: Record<string, string> = { date: 'date', email: 'email', uri: 'url' }

/** What a text has to look like, where its node says so. */
const shapeOf = (schema: PlainSchema): string | null => {
  if (schema.type !== 'string') return null
  if (schema.format === 'secret') return 'By its name: the value stays on the node.'
  if (schema.format === 'date-time') return 'Such as 2026-11-24T22:00:00Z.'
  return schema.pattern === undefined ? null : `Must match ${schema.pattern}`
}

/** One parameter, in the control that fits its type, with the node's description under its name. */
export function ParamField(props: {
  name: string
  /** Where it is within the parameters. */
  path: string
  schema: PlainSchema
  required: boolean
  /** The value in the request that is repeated or changed. */
  given: Given
  error: string | undefined
}) {
  const { name, schema, required, given, error } = props
  const field = `params.${props.path}`
  const label = (
    <>
      {schema.title ? <bdi>{schema.title}</bdi> : null}
      <span className={schema.title ? 'ml-1.5 font-mono text-xs font-normal text-ink-3' : 'font-mono'}>
        {name}
      </span>
    </>
  )
  const leftOut = schema.type === 'boolean' && !required && schema.default === undefined
  const hint = [
    schema.description,
    rangeOf(schema),
    shapeOf(schema),
    leftOut ? 'Omitted unless ticked.' : null,
  ]
    .filter(Boolean)
    .join(' ')
  if (schema.type === 'boolean')
    return (
      <div className="flex flex-col gap-1">
        <label className="flex min-h-8 items-center gap-2 font-medium pointer-coarse:min-h-11">
          <input
            type="checkbox"
            name={field}
            defaultChecked={initialChecked(schema, given)}
            aria-invalid={error ? true : undefined}
            className="size-4 accent-(--accent)"
          />
          <span>{label}</span>
        </label>
        {hint && (
          <p className="text-xs text-ink-3">
            <bdi>{hint}</bdi>
          </p>
        )}
        {error && <p className="text-xs text-error">{error}</p>}
      </div>
    )
  const wrap = { label, required, error, ...(hint ? { hint: <bdi>{hint}</bdi> } : {}) }
  const value = initialText(schema, given)
  if (schema.type === 'string' && schema.enum)
    return (
      <Field {...wrap}>
        <Select name={field} defaultValue={value}>
          {(!required || value === '') && <option value="">{required ? 'Choose…' : 'Omit'}</option>}
          {schema.enum.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </Select>
      </Field>
    )
  if (schema.type === 'string')
    return (
      <Field {...wrap}>
        {needsLines(schema, value) ? (
          <Textarea name={field} defaultValue={value} spellCheck={false} className="font-mono" />
        ) : (
          <Input
            type={inputTypes[schema.format ?? ''] ?? 'text'}
            name={field}
            defaultValue={value}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
    )
  return (
    <Field {...wrap}>
      <Input
        type="number"
        name={field}
        defaultValue={value}
        step={schema.type === 'integer' ? 1 : 'any'}
        min={schema.minimum}
        max={schema.maximum}
        inputMode={schema.type === 'integer' && (schema.minimum ?? -1) >= 0 ? 'numeric' : 'decimal'}
        className="max-w-48"
      />
    </Field>
  )
}
