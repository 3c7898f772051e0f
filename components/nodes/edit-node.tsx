'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogFoot } from '@/components/ui/dialog'
import { Field, Input, Textarea } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { labelLines, labelsOfLines } from '@/lib/fleet/domain/label-lines'
import { ok } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'

export type EditActions = { renameNode: Action; labelNode: Action }

type Edited = {
  did: string
  name: string | null
  labels: Record<string, string>
  may: { rename: boolean; label: boolean }
}

/** A button that asks for another name and other labels; the labels decide what rules apply to the node. */
export function EditNode({ node, actions }: { node: Edited; actions: EditActions }) {
  const [open, setOpen] = useState(false)
  const { did, name, labels, may } = node
  const save: Action = async (input) => {
    const { name: given, labels: wanted, reason } = isJsonObject(input) ? input : {}
    if (may.rename && given !== name) {
      const renamed = await actions.renameNode({ did, name: given })
      if (!renamed.ok) return renamed
    }
    if (may.label && JSON.stringify(wanted) !== JSON.stringify(labels)) {
      const labelled = await actions.labelNode({ did, labels: wanted, ...(reason ? { reason } : {}) })
      if (!labelled.ok) return labelled
      // The owners are asked first: whoever asked reads so.
      if (labelled.value.warnings?.length) return labelled
    }
    setOpen(false)
    return ok({})
  }
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={`Edit: ${name ?? did}`} onClick={() => setOpen(true)}>
        Edit
      </Button>
      {open && (
        <Dialog title={`Edit ${name ?? did}`} onClose={() => setOpen(false)}>
          <SendForm
            action={save}
            body={(form) => ({
              name: textOf(form, 'name').trim() || null,
              labels: labelsOfLines(textOf(form, 'labels')),
              reason: textOf(form, 'reason').trim(),
            })}
          >
            <DialogBody>
              <FormNotes shown={['name', 'reason']} />
              <Field label="Name" path="name">
                <Input
                  name="name"
                  maxLength={100}
                  defaultValue={name ?? ''}
                  autoComplete="off"
                  disabled={!may.rename}
                />
              </Field>
              {may.label && (
                <Field
                  label="Why"
                  path="reason"
                  hint="Only if a rule would no longer apply: the owners are asked first and read this"
                >
                  <Input name="reason" maxLength={1_000} autoComplete="off" />
                </Field>
              )}
              {may.label && (
                <Field label="Labels" hint="One a line, as key=value. Rules apply by labels.">
                  <Textarea
                    name="labels"
                    rows={5}
                    spellCheck={false}
                    defaultValue={labelLines(labels)}
                    className="font-mono text-xs"
                  />
                </Field>
              )}
            </DialogBody>
            <DialogFoot>
              <SubmitButton variant="primary" busy="Saving…">
                Save
              </SubmitButton>
            </DialogFoot>
          </SendForm>
        </Dialog>
      )}
    </>
  )
}
