import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input, Select, Textarea } from '@/components/ui/field'
import { openBound } from '@/lib/policies/domain/form-choices'
import { boundText } from '@/lib/policies/domain/policy-lines'
import type { ParamBound } from '@/lib/signing/domain/policy-bounds'
import type { ParamSchema } from '@/lib/tasks/domain/param-schema'

type Change = (bound: ParamBound | null) => void

/** What a parameter may be. One that the task can do without may also be left out, or has to be. */
export function BoundField(props: {
  name: string
  /** Null: the nodes that offer the task have no such parameter. */
  schema: ParamSchema | null
  required: boolean
  bound: ParamBound | null
  change: Change
}) {
  const { name, schema, required, bound, change } = props
  if (schema === null)
    return (
      <p className="flex flex-wrap items-center gap-2 text-warning">
        The task has no such parameter.
        <Button size="sm" aria-label={`Remove ${name}`} onClick={() => change(null)}>
          Remove
        </Button>
      </p>
    )
  if (openBound(schema, false) === null)
    return (
      <p className="text-ink-2 sm:pt-1.5">
        {required
          ? 'A list or an object, which no policy allows: this task cannot be approved beforehand.'
          : 'has to be left out: no policy allows a list or an object'}
      </p>
    )
  return (
    <div className="flex flex-wrap items-start gap-2">
      {!required && (
        <Select
          aria-label={`Whether ${name} is given`}
          className="max-w-40"
          value={bound === null ? 'out' : bound.optional ? 'may' : 'must'}
          onChange={(event) => {
            const chosen = event.target.value
            if (chosen === 'out') return change(null)
            const next = bound ?? openBound(schema, false)
            change(next && { ...next, optional: chosen === 'may' })
          }}
        >
          <option value="out">is left out</option>
          <option value="may">may be given</option>
          <option value="must">is given</option>
        </Select>
      )}
      {bound && <Values {...{ name, schema, bound, change }} />}
    </div>
  )
}

function Values(props: { name: string; schema: ParamSchema; bound: ParamBound; change: Change }) {
  const { name, schema, bound, change } = props
  if ('min' in bound) return <Range name={name} bound={bound} change={change} />
  if (schema.type === 'boolean' || (schema.type === 'string' && schema.enum)) {
    const all = schema.type === 'boolean' ? [true, false] : (schema.enum ?? [])
    const extra = bound.one_of.filter((value) => !all.some((one) => one === value))
    return (
      <div className="max-h-44 min-w-0 flex-1 overflow-y-auto">
        <div className="columns-[10rem] gap-x-4">
          {[...all, ...extra].map((value) => (
            <label
              key={String(value)}
              className="flex min-h-8 break-inside-avoid items-center gap-2 font-mono [overflow-wrap:anywhere] pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={bound.one_of.includes(value)}
                onChange={({ target }) =>
                  change({
                    ...bound,
                    one_of: target.checked
                      ? [...bound.one_of, value]
                      : bound.one_of.filter((one) => one !== value),
                  })
                }
              />
              {String(value)}
            </label>
          ))}
        </div>
      </div>
    )
  }
  if (schema.type === 'string') return <Texts name={name} bound={bound} change={change} />
  return <p className="sm:pt-1.5">{boundText(bound)} (change it in the file)</p>
}

function Texts(props: { name: string; bound: Extract<ParamBound, { one_of: unknown }>; change: Change }) {
  const [text, setText] = useState(props.bound.one_of.join('\n'))
  return (
    <div className="min-w-0 flex-1 basis-48">
      <Textarea
        aria-label={`${props.name}: allowed values, one a line`}
        rows={Math.min(6, Math.max(2, text.split('\n').length))}
        spellCheck={false}
        placeholder="One allowed value a line"
        className="font-mono"
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          const values = target.value.split('\n').filter((line) => line !== '')
          props.change({ ...props.bound, one_of: [...new Set(values)] })
        }}
      />
    </div>
  )
}

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text))

const Range = (props: { name: string; bound: Extract<ParamBound, { min: unknown }>; change: Change }) => (
  <div className="flex flex-wrap items-center gap-2">
    {(['min', 'max'] as const).map((side) => (
      <span key={side} className="contents">
        {side === 'min' ? 'from' : 'to'}
        <Input
          type="number"
          step="any"
          aria-label={`${props.name}: ${side === 'min' ? 'at least' : 'at most'}`}
          placeholder="any"
          className="max-w-28"
          value={props.bound[side] ?? ''}
          onChange={({ target }) => props.change({ ...props.bound, [side]: numberOf(target.value) })}
        />
      </span>
    ))}
  </div>
)
