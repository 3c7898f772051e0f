'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { LifetimeField } from '@/components/tokens/lifetime-field'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import { useOrigin } from '@/components/ui/use-origin'
import type { Action } from '@/components/ui/use-send'
import { ok } from '@/lib/kernel/errors'

type Choice = { id: string; name: string; page: string; query: string }
type Made = { path: string }

/** What a wall can show without a saved view. */
const whole: readonly Choice[] = [
  { id: 'fleet', name: 'The whole fleet, worst first', page: 'fleet', query: '' },
  { id: 'map', name: 'The whole map', page: 'map', query: '' },
]

function Address({ path }: Made) {
  const url = `${useOrigin('')}${path}`
  return (
    <>
      <DialogBody>
        <p className="text-ink-2">
          Copy it now. It is shown this once and stored nowhere. Whoever has it sees the wall; add{' '}
          <code className="font-mono text-xs">?theme=light</code> for a light one.
        </p>
        <div className="flex items-start gap-2 rounded-control border bg-sunken py-1.5 pr-2 pl-2.5">
          <code className="min-w-0 flex-1 font-mono text-xs break-all">{url}</code>
          <CopyButton text={url} label="Copy the link" className="text-ink-2" />
        </div>
      </DialogBody>
      <DialogFoot cancel="Done" />
    </>
  )
}

/** Asks for name, view, end and who may frame it; then shows the link, this once. */
export function NewWall({ create, views }: { create: Action<Made>; views: readonly Choice[] }) {
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const choices = [...views, ...whole]
  const close = () => {
    setOpen(false)
    setMade(null)
  }
  const send: Action = async (input) => {
    const result = await create(input)
    if (!result.ok) return result
    setMade(result.value)
    return ok({})
  }
  const bodyOf = (form: HTMLFormElement) => {
    const view = choices.find(({ id }) => id === textOf(form, 'view'))
    const embed = textOf(form, 'embed').split(/\s+/).filter(Boolean)
    const { page, query } = view ?? { page: '', query: '' }
    return { name: textOf(form, 'name'), page, query, embed, expires: textOf(form, 'expires') }
  }
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        New wall link
      </Button>
      {open && (
        <Dialog title={made ? 'The new link' : 'New link for a wall'} onClose={close}>
          {made ? (
            <Address path={made.path} />
          ) : (
            <SendForm action={send} body={bodyOf} pathsOf={(name) => [name, `${name}[0]`]}>
              <DialogBody>
                <FormNotes shown={['name', 'page', 'embed[0]', 'expires']} />
                <Field label="Name" required path="name" hint="Stands at the top of the wall">
                  <Input name="name" maxLength={100} autoComplete="off" placeholder="Operations room" />
                </Field>
                <Field
                  label="View"
                  required
                  path="page"
                  hint="As it is now; later changes do not reach the wall"
                >
                  <Select name="view">
                    {choices.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                </Field>
                <LifetimeField label="Expires" />
                <Field
                  label="Sites that may show it in a frame"
                  path="embed[0]"
                  subject="Each"
                  hint="Origins, one per line; without any, none may"
                >
                  <Textarea
                    name="embed"
                    rows={2}
                    spellCheck={false}
                    className="font-mono"
                    placeholder="https://wiki.example.org"
                  />
                </Field>
              </DialogBody>
              <DialogFoot note="Shown once">
                <SubmitButton variant="primary" busy="Creating…">
                  Create link
                </SubmitButton>
              </DialogFoot>
            </SendForm>
          )}
        </Dialog>
      )}
    </>
  )
}
