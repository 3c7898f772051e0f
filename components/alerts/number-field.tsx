import type { ComponentProps } from 'react'
import { Field, Input } from '@/components/ui/field'

/** A number that a rule says; minutes are whole, and `name` is also its path in the API unless `path` says otherwise. */
export const NumberField = ({
  label,
  path,
  hint,
  required = false,
  ...input
}: ComponentProps<'input'> & { name: string; label: string; path?: string; hint?: string }) => (
  <Field
    label={label}
    path={path ?? input.name}
    required={required}
    {...(hint === undefined ? {} : { hint })}
  >
    <Input type="number" className="max-w-28" {...input} />
  </Field>
)
