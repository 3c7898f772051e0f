'use client'

import clsx from 'clsx'
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from 'react'
import { errorText } from './error-text'
import { useFormState } from './form-state'

type Wiring = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean }
const FieldContext = createContext<Wiring | null>(null)

/** A labelled control: connects label, hint and error to the `Input`, `Textarea` or `Select` inside. */
export function Field(props: {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** The server's path of this field, to find its error in the form; `subject` begins the error's sentence. */
  path?: string | readonly string[]
  subject?: string
  required?: boolean
  children: ReactNode
  className?: string
}) {
  const id = useId()
  const found = useErrorOf(props.path ?? [])
  const error = props.error ?? (found && props.subject ? `${props.subject} ${found}.` : found)
  const described = [props.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  const wiring = {
    id,
    describedBy: described || undefined,
    invalid: Boolean(error),
    required: props.required ?? false,
  }
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', props.className)}>
      <label htmlFor={id} className="font-medium">
        {props.label}
        {!props.required && <span className="ml-1.5 text-xs font-normal text-ink-3">optional</span>}
      </label>
      {props.hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {props.hint}
        </p>
      )}
      <FieldContext value={wiring}>{props.children}</FieldContext>
      {error && (
        <p id={`${id}-error`} className="text-xs text-error">
          {errorText(error)}
        </p>
      )}
    </div>
  )
}

function useErrorOf(path: string | readonly string[]): string | undefined {
  const { errorOf } = useFormState()
  return [path].flat().map(errorOf).find(Boolean)
}

/** Several controls that answer one question, with the error of their `path`. */
export function FieldGroup(props: { legend: string; path: string; children: ReactNode }) {
  const id = useId()
  const error = useErrorOf(props.path)
  return (
    <fieldset aria-describedby={error ? id : undefined}>
      <legend className="mb-1 font-medium">{props.legend}</legend>
      {props.children}
      {error && (
        <p id={id} className="mt-1 text-xs text-error">
          {errorText(error)}
        </p>
      )}
    </fieldset>
  )
}

const box =
  'w-full min-w-0 rounded-control border border-strong bg-surface px-2.5 text-ink aria-invalid:border-error disabled:opacity-55'

/** What connects a control inside a `Field` to its label, hint and error. */
export function useWiring() {
  const wiring = useContext(FieldContext)
  if (!wiring) return {}
  return {
    id: wiring.id,
    'aria-describedby': wiring.describedBy,
    'aria-invalid': wiring.invalid || undefined,
    'aria-required': wiring.required || undefined,
  }
}

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input {...useWiring()} {...rest} className={clsx(box, 'control-h', className)} />
)

export const Textarea = ({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) => (
  <textarea {...useWiring()} rows={rows} {...rest} className={clsx(box, 'py-1.5', className)} />
)

export const Select = ({ className, ...rest }: ComponentProps<'select'>) => (
  <select {...useWiring()} {...rest} className={clsx(box, 'control-h', className)} />
)
