'use client'

import { useState } from 'react'
import { Field, FieldGroup, Input, Select } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { useZone } from '@/components/ui/zone'
import type { Told } from '@/lib/notices/domain/channel'
import { chosenKinds, noticeKinds } from '@/lib/notices/domain/notice'

export const shownTold = [
  ...['name', 'kinds', 'least_severity', 'nodes', 'label'],
  ...['quiet.start', 'quiet.end', 'quiet.time_zone'],
]

/** The fields under the API's names; all kinds mean those of later versions too. */
export function toldOf(form: HTMLFormElement) {
  const data = new FormData(form)
  const kinds = data.getAll('kinds')
  const nodes = textOf(form, 'nodes')
  return {
    ...{ name: textOf(form, 'name'), least_severity: textOf(form, 'least_severity'), nodes },
    kinds: kinds.length === chosenKinds.length ? null : kinds,
    label: nodes === 'label' ? textOf(form, 'label').trim() : null,
    quiet: data.has('has_quiet')
      ? {
          start: textOf(form, 'quiet.start').slice(0, 5),
          end: textOf(form, 'quiet.end').slice(0, 5),
          time_zone: textOf(form, 'quiet.time_zone').trim(),
        }
      : null,
  }
}

const check = 'size-4 shrink-0 accent-(--accent)'
const line = 'flex min-h-8 items-center gap-2 pointer-coarse:min-h-11'

/** What a channel is told of, and when; as `told` has it. */
export function ToldFields({ told, name, shared }: { told?: Told; name: string; shared: boolean }) {
  const zone = useZone()
  const [nodes, setNodes] = useState<string>(told?.nodes ?? 'all')
  const [quiet, setQuiet] = useState(Boolean(told?.quiet))
  return (
    <>
      <Field label="Name" required path="name">
        <Input name="name" maxLength={100} autoComplete="off" defaultValue={name} />
      </Field>
      <FieldGroup legend="Tell of" path="kinds">
        {chosenKinds.map((kind) => (
          <label key={kind} className={line}>
            <input
              type="checkbox"
              name="kinds"
              value={kind}
              defaultChecked={told?.kinds?.includes(kind) ?? true}
              className={check}
            />
            <span>{noticeKinds[kind]}</span>
          </label>
        ))}
      </FieldGroup>
      <Field label="From" required path="least_severity">
        <Select name="least_severity" defaultValue={told?.least_severity ?? 'info'}>
          <option value="info">anything on</option>
          <option value="warning">warnings on</option>
          <option value="critical">what is critical only</option>
        </Select>
      </Field>
      <Field label="Nodes" required path="nodes">
        <Select name="nodes" value={nodes} onChange={({ target }) => setNodes(target.value)}>
          <option value="all">All</option>
          {!shared && <option value="owned">Those that I own</option>}
          <option value="label">With a label</option>
        </Select>
      </Field>
      {nodes === 'label' && (
        <Field label="Label" required path="label" hint="key:value">
          <Input
            name="label"
            autoComplete="off"
            defaultValue={told?.label ?? ''}
            placeholder="region:cairo"
          />
        </Field>
      )}
      <label className={line}>
        <input
          type="checkbox"
          name="has_quiet"
          checked={quiet}
          onChange={({ target }) => setQuiet(target.checked)}
          className={check}
        />
        Quiet hours: messages wait until they end
      </label>
      {quiet && (
        <div className="grid grid-cols-2 gap-3">
          <Field label="Quiet from" required path="quiet.start">
            <Input name="quiet.start" type="time" defaultValue={told?.quiet?.start ?? '22:00'} />
          </Field>
          <Field label="to" required path="quiet.end">
            <Input name="quiet.end" type="time" defaultValue={told?.quiet?.end ?? '07:00'} />
          </Field>
          <Field label="Time zone" required path="quiet.time_zone" className="col-span-2">
            <Input name="quiet.time_zone" maxLength={64} defaultValue={told?.quiet?.time_zone ?? zone} />
          </Field>
        </div>
      )}
    </>
  )
}
