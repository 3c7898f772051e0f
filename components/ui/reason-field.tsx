import clsx from 'clsx'
import { type ComponentProps, useId } from 'react'
import { maxReasonLength } from '@/lib/jobs/domain/reason'
import { type Failure, fail } from '@/lib/kernel/errors'
import { errorText } from './error-text'
import { Textarea } from './field'

/** The failure for a text that is not sent; `sentence` says why. */
export const refusedWords = (path: string, sentence: string): Failure =>
  fail('invalid', sentence, { fields: [{ path, message: sentence }] }).error

/** The error of this field, as a sentence. */
export function wordsError(failure: Failure | null, path: string): string | undefined {
  const message = failure?.fields?.find((field) => field.path === path)?.message
  return message && errorText(message)
}

/** A reason in the person's own words, in a box that grows; the label is inside it until they type. */
export function ReasonField({
  label,
  error,
  className,
  ...rest
}: { label: string; error: string | undefined } & Omit<ComponentProps<typeof Textarea>, 'placeholder'>) {
  const id = useId()
  return (
    <div>
      <Textarea
        {...rest}
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
