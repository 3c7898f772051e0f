'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DialogBody, DialogFoot, useCloseDialog } from '@/components/ui/dialog'
import { Field, FieldGroup, Input } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-send'
import { roleNames, roleTexts } from '@/lib/people/domain/role-names'
import { type MadeLink, ShownLink } from './shown-link'

/** Invites an address; the link is shown here if no mail took it. */
export function InviteDialog(props: { invite: Action<MadeLink>; email: string }) {
  const close = useCloseDialog()
  const router = useRouter()
  const [made, setMade] = useState<MadeLink | null>(null)
  if (made) return <ShownLink made={made} />
  const done = (value: MadeLink) => {
    router.refresh()
    if (value.link !== null) return setMade(value)
    toast.success(`The invitation was sent to ${value.email}.`)
    close()
  }
  return (
    <SendForm action={props.invite} done={done}>
      <DialogBody>
        <FormNotes shown={['email', 'role']} />
        <Field label="Mail" required path="email" subject="The mail address">
          <Input name="email" type="email" inputMode="email" autoComplete="off" defaultValue={props.email} />
        </Field>
        <FieldGroup legend="Role" path="role">
          <RoleChoice chosen="operator" />
        </FieldGroup>
      </DialogBody>
      <DialogFoot note="One use, 72 h.">
        <SubmitButton variant="primary" busy="Inviting…">
          Invite
        </SubmitButton>
      </DialogFoot>
    </SendForm>
  )
}

/** The roles, each with what it allows. */
export const RoleChoice = ({ chosen }: { chosen: keyof typeof roleNames }) => (
  <div className="flex flex-col">
    {Object.entries(roleNames).map(([role, name]) => (
      <label key={role} className="flex min-h-8 items-baseline gap-2.5 py-1 pointer-coarse:min-h-11">
        <input
          type="radio"
          name="role"
          value={role}
          defaultChecked={role === chosen}
          className="size-4 shrink-0 translate-y-0.5 accent-(--accent)"
        />
        <span>
          {name} <span className="text-xs text-ink-2">{textOf(role)}</span>
        </span>
      </label>
    ))}
  </div>
)

const textOf = (role: string): string => Object.entries(roleTexts).find(([name]) => name === role)?.[1] ?? ''
