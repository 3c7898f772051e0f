'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Field, Select } from '@/components/ui/field'
import { control, textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { ok } from '@/lib/kernel/errors'
import { LifetimeField } from './lifetime-field'
import type { Made } from './made-token'
import { useShowMade } from './made-token-host'

const keeps = [
  { value: '1h', label: '1 hour' },
  { value: '24h', label: '24 hours' },
  { value: '7d', label: '7 days' },
] as const

/** Creates a token in place of another, which goes on until everybody has the new one. */
export function RotateToken(props: { rotate: Action<Made>; tokenId: string; name: string }) {
  const [open, setOpen] = useState(false)
  const show = useShowMade()
  const rotate: Action = async (input) => {
    const result = await props.rotate(input)
    if (!result.ok) return result
    setOpen(false)
    show({ name: props.name, made: result.value, untilUsed: !('until_used' in Object(input)) })
    return ok({})
  }
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={`Rotate: ${props.name}`} onClick={() => setOpen(true)}>
        Rotate
      </Button>
      {open && (
        <Dialog title={`Rotate ${props.name}`} onClose={() => setOpen(false)}>
          <SendForm
            action={rotate}
            beside={{ tokenId: props.tokenId }}
            body={(form) => ({
              keep: textOf(form, 'keep'),
              expires: textOf(form, 'expires'),
              ...(isChecked(form, 'both') ? { until_used: false } : {}),
            })}
          >
            <DialogBody>
              <FormNotes shown={['keep', 'expires']} />
              <p className="text-ink-2">
                The new token has the same scopes. The old one goes on until the new one is first used, so
                that nothing stops in between.
              </p>
              <Field label="The old one ends after at most" required path="keep">
                <Select name="keep" defaultValue="24h">
                  {keeps.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              </Field>
              <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input type="checkbox" name="both" className="size-4 shrink-0 accent-(--accent)" />
                Keep it for that time even after the new one is used
              </label>
              <LifetimeField label="The new one expires" />
            </DialogBody>
            <DialogFoot note="Shown once">
              <SubmitButton variant="primary" busy="Creating…">
                Create the new token
              </SubmitButton>
            </DialogFoot>
          </SendForm>
        </Dialog>
      )}
    </>
  )
}

function isChecked(form: HTMLFormElement, name: string): boolean {
  const found = control(form, name)
  return found instanceof HTMLInputElement && found.checked
}
