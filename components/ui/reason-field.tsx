import clsx from 'clsx'
import { type ComponentProps, useId } from 'react'
import { type Failure, fail } from '@/lib/kernel/errors'
import { maxReasonLength } from '@/lib/kernel/text/reason'
import { errorText } from './error-text'
import { Field, Textarea } from './field'

/** The failure for a text that is not sent; `sentence` says why. */
export const refusedWords = (path: string, sentence: string): Failure =>
  fail('invalid', sentence, { fields: [{ path, message: sentence }] }).error

/** The error of this field, as a sentence. */
export function wordsError(failure: Failure | null, path: string): string | undefined {
  const message = failure?.fields?.find((field) => field.path === path)?.message
  return message && errorText(message)
}

type Props = Omit<ComponentProps<typeof Textarea>, 'placeholder' | 'maxLength'> & {
  label: string
  /** What an error about it begins with. */
  subject?: string
  error?: string | undefined
  hint?: string | undefined
  /** Beside a decision, where room is short: the label is inside the box until somebody types. */
  inPlace?: boolean
}

/** A reason in the person's own words. */
export function ReasonField({
  inPlace = false,
  name = 'reason',
  subject = 'The reason',
  hint,
  required = false,
  ...box
}: Props) {
  if (inPlace) return <ReasonInPlace {...box} />
  const { label, error, ...rest } = box
  return (
    <Field {...{ hint, required, subject }} label={label} error={error} path={name}>
      <Textarea {...rest} name={name} maxLength={maxReasonLength} />
    </Field>
  )
}

type InPlace = Omit<Props, 'hint' | 'inPlace' | 'name' | 'subject'>

function ReasonInPlace({ label, error, className, ...box }: InPlace) {
  const id = useId()
  return (
    <div>
      <Textarea
        {...box}
        maxLength={maxReasonLength}
        aria-label={label}
        placeholder={label}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error === undefined ? undefined : id}
        className={clsx('field-sizing-content max-h-40', className)}
      />
      {error !== undefined && (
        <p id={id} role="alert" className="mt-1 text-xs text-error">
          {error}
        </p>
      )}
    </div>
  )
}
