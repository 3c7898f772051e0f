'use client'

import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { Field, Input, Select } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { useZone } from '@/components/ui/zone'
import { zonedInstants } from '@/lib/board/domain/request-form'

const shown = ['text', 'at', 'label']
const allNodes = '*'

/** Notes something on the charts of this node, of all with one of its labels, or of all. */
export function AddNote(props: { did: string; labels: readonly string[]; annotate: Action }) {
  const zone = useZone()
  const body = (form: HTMLFormElement) => {
    const [where, when] = [textOf(form, 'where'), textOf(form, 'at')]
    return {
      text: textOf(form, 'text'),
      ...(when === '' ? {} : { at: zonedInstants(when, zone)[0]?.iso ?? when }),
      ...(where === '' ? { node_did: props.did } : where === allNodes ? {} : { label: where }),
    }
  }
  return (
    <DialogButton label="Add a note" title="Note something on the charts" size="sm">
      <DialogForm action={props.annotate} body={body} said="Noted">
        <DialogBody>
          <Field label="What happened" required path="text">
            <Input name="text" maxLength={500} autoComplete="off" placeholder="Deployed 2.8.2" />
          </Field>
          <Field label={`When (${zone})`} path="at" hint="Left empty: now">
            <Input name="at" type="datetime-local" />
          </Field>
          <Field label="On the charts of" path="label">
            <Select name="where">
              <option value="">This node</option>
              {props.labels.map((label) => (
                <option key={label} value={label}>
                  All nodes labelled {label}
                </option>
              ))}
              <option value={allNodes}>All nodes</option>
            </Select>
          </Field>
          <FormNotes shown={shown} />
        </DialogBody>
        <DialogFoot>
          <SubmitButton busy="Saving…">Add the note</SubmitButton>
        </DialogFoot>
      </DialogForm>
    </DialogButton>
  )
}
