'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { ReasonField } from '@/components/ui/reason-field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { AddedWithToken } from '@/lib/consent/domain/added-node'
import { type NodesPage, nodesHref } from '@/lib/fleet/domain/nodes-page'
import { ok } from '@/lib/kernel/errors'
import { StartAgent } from './start-agent'

/** Adds a node, then shows the line that starts its agent and, once it has reported, that it has. */
export function AddNode({ add, added }: { add: Action<AddedWithToken>; added: NodesPage['added'] }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<AddedWithToken | null>(null)
  const [asksWhy, setAsksWhy] = useState(false)
  const close = () => {
    setOpen(false)
    setMade(null)
    setAsksWhy(false)
    if (made) router.replace('/settings/nodes')
  }
  const create: Action = async (input) => {
    const result = await add(input)
    if (!result.ok) {
      if (result.error.fields?.some(({ path }) => path === 'reason')) setAsksWhy(true)
      return result
    }
    setMade(result.value)
    // The page then follows the new node.
    router.replace(nodesHref({ show: 'service', added: result.value.did }))
    return ok({})
  }
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        Add a node
      </Button>
      {open && (
        <Dialog title={made ? 'Start its agent' : 'Add a node'} onClose={close}>
          {made ? (
            <StartAgent made={made} added={added?.did === made.did ? added : null} />
          ) : (
            <AddNodeForm create={create} asksWhy={asksWhy} />
          )}
        </Dialog>
      )}
    </>
  )
}

/** The fields under the API's names, without the empty ones. */
const requestOf = (form: HTMLFormElement) => ({
  did: textOf(form, 'did').trim(),
  ...Object.fromEntries(
    ['name', 'owner', 'reason'].flatMap((name) => {
      const text = textOf(form, name).trim()
      return text === '' ? [] : [[name, text]]
    }),
  ),
})

/** `asksWhy`: the node is known, and its owners are asked about the other one. */
const AddNodeForm = ({ create, asksWhy }: { create: Action; asksWhy: boolean }) => (
  <SendForm action={create} body={requestOf}>
    <DialogBody>
      <FormNotes shown={['did', 'name', 'owner', ...(asksWhy ? ['reason'] : [])]} />
      <Field label="DID" required path="did">
        <Input
          name="did"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          placeholder="did:kos:griot:123f7a90"
        />
      </Field>
      <Field label="Name" path="name">
        <Input name="name" maxLength={100} autoComplete="off" placeholder="griot-cairo-1" />
      </Field>
      <Field label="Owner" path="owner" hint="Their e-mail address; they decide on every job">
        <Input name="owner" type="email" autoComplete="off" placeholder="grace@example.org" />
      </Field>
      {asksWhy && (
        <ReasonField
          label="Why?"
          subject="The reason"
          required
          rows={2}
          hint="The node is known: its owners are asked first, and read this."
        />
      )}
    </DialogBody>
    <DialogFoot>
      <SubmitButton variant="primary" busy="Adding…">
        Add it
      </SubmitButton>
    </DialogFoot>
  </SendForm>
)
