'use client'

import { useState } from 'react'
import { ChoiceField } from '@/components/ui/choice-field'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Field, FieldGroup, Input } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { ok } from '@/lib/kernel/errors'
import { scopeNames, usefulScopes } from '@/lib/people/domain/scopes'
import { LifetimeField } from './lifetime-field'
import type { Made } from './made-token'

const shown = ['node', 'name', 'scopes', 'expires']

const holders = [
  { value: 'person', label: 'Me' },
  { value: 'agent', label: 'The agent of a node' },
] as const

/** The fields under the API's names, without the empty ones. */
function requestOf(form: HTMLFormElement, holder: 'agent' | 'person') {
  const name = textOf(form, 'name').trim()
  return {
    ...(holder === 'agent' ? { node: textOf(form, 'node').trim() } : {}),
    ...(name === '' ? {} : { name }),
    scopes: new FormData(form).getAll('scopes'),
    expires: textOf(form, 'expires'),
  }
}

/** Who gets the token, what it may do and for how long; a person's token reads only, unless more is chosen. */
export function NewTokenForm(props: {
  create: Action<Made>
  forNodes: boolean
  node: string | undefined
  onMade: (made: Made) => void
}) {
  const [holder, setHolder] = useState<'agent' | 'person'>(
    props.forNodes && props.node !== undefined ? 'agent' : 'person',
  )
  const create: Action = async (input) => {
    const made = await props.create(input)
    if (!made.ok) return made
    props.onMade(made.value)
    return ok({})
  }
  return (
    <SendForm action={create} body={(form) => requestOf(form, holder)}>
      <DialogBody>
        <FormNotes shown={shown} />
        {props.forNodes && (
          <FieldGroup legend="For" path="holder">
            <ChoiceField
              choice={{ name: 'holder', legend: 'For', options: holders }}
              chosen={holder}
              disabled={false}
              onChange={(value) => setHolder(value === 'agent' ? 'agent' : 'person')}
            />
          </FieldGroup>
        )}
        {holder === 'agent' && (
          <Field label="Node" required path="node" hint="Its DID">
            <Input
              name="node"
              defaultValue={props.node}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              placeholder="did:kos:griot:123f7a90"
            />
          </Field>
        )}
        <Field label="Name" path="name" hint="What the list calls it">
          <Input name="name" maxLength={100} autoComplete="off" placeholder="laptop" />
        </Field>
        <FieldGroup key={holder} legend="Scopes" path="scopes">
          {usefulScopes[holder].map((scope) => (
            <label key={scope} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                name="scopes"
                value={scope}
                defaultChecked={holder === 'agent' || scope === 'read'}
                className="size-4 shrink-0 accent-(--accent)"
              />
              <span>
                {scope} <span className="ml-0.5 text-xs text-ink-3">{scopeNames[scope]}</span>
              </span>
            </label>
          ))}
        </FieldGroup>
        <LifetimeField label="Expires" />
      </DialogBody>
      <DialogFoot note="Shown once">
        <SubmitButton variant="primary" busy="Creating…">
          Create token
        </SubmitButton>
      </DialogFoot>
    </SendForm>
  )
}
