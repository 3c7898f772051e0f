import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Given } from '@/lib/tasks/domain/param-form'
import { givenEntry, initialLength } from '@/lib/tasks/domain/param-form'
import { mostItems } from '@/lib/tasks/domain/param-limits'
import type { ListSchema } from '@/lib/tasks/domain/param-schema'

/** A list of parameters, to which entries can be added and from which they can be removed. */
export function ParamList(props: {
  name: string
  schema: ListSchema
  required: boolean
  given: Given
  error: string | undefined
  /** Called when entries were added or removed, which no field reports. */
  changed: (form: HTMLFormElement | null) => void
  /** The fields of one entry. */
  children: (index: number, given: Given) => ReactNode
}) {
  const { schema, name, given, required, changed, error } = props
  const root = useRef<HTMLFieldSetElement>(null)
  // Each entry keeps its fields when one before it is removed.
  const [entries, setEntries] = useState(() =>
    Array.from({ length: initialLength(schema, required, given) }, (_, index) => ({
      id: index,
      given: givenEntry(given, index),
    })),
  )
  const next = useRef(entries.length)
  const ids = entries.map(({ id }) => id).join(' ')
  const shown = useRef(ids)
  useEffect(() => {
    if (shown.current === ids) return
    shown.current = ids
    changed(root.current?.closest('form') ?? null)
  }, [ids, changed])
  const title = schema.title ?? name
  const add = () => {
    setEntries([...entries, { id: next.current, given: undefined }])
    next.current += 1
  }
  return (
    <fieldset ref={root} aria-invalid={error ? true : undefined} className="flex flex-col gap-2.5">
      <legend className="float-left mb-1 w-full font-medium">
        <bdi className={schema.title ? undefined : 'font-mono'}>{title}</bdi>
        {!required && <span className="ml-1.5 text-xs font-normal text-ink-3">optional</span>}
        {schema.description && (
          <bdi className="block text-xs font-normal text-ink-3">{schema.description}</bdi>
        )}
      </legend>
      {entries.map((entry, index) => (
        <div key={entry.id} className="flex items-start gap-2.5 border-l-2 border-hair pl-3.5">
          <div className="flex min-w-0 flex-1 flex-col gap-3.5">{props.children(index, entry.given)}</div>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Remove ${title} ${index + 1}`}
            onClick={() => setEntries(entries.filter(({ id }) => id !== entry.id))}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        size="sm"
        className="self-start"
        disabled={entries.length >= (schema.maxItems ?? mostItems)}
        onClick={add}
      >
        Add {title}
      </Button>
      {error && <p className="text-xs text-error">{error}</p>}
    </fieldset>
  )
}
