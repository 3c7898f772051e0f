'use client'

import { useState } from 'react'
import { Field, FieldGroup, Input, Select } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { ShownGroup } from '@/lib/consent/domain/consent-page'
import { maxLabelKeyLength, maxLabelValueLength, maxNameLength, maxVotes } from '@/lib/consent/domain/limits'
import type { Failure } from '@/lib/kernel/errors'
import { riskLevels } from '@/lib/tasks/domain/risk'
import { maxTaskNameLength } from '@/lib/tasks/domain/task-name'

const shown = ['name', 'task_name', 'label_key', 'label_value', 'least_risk', 'owners', 'groups']

/** The fields of the form under the API's names, without the empty ones. */
function ruleOf(form: HTMLFormElement, groups: readonly ShownGroup[]) {
  const text = (name: string) => textOf(form, name).trim()
  const label = text('label')
  const cut = label.indexOf(':')
  const given = {
    task_name: text('task_name'),
    label_key: cut < 0 ? label : label.slice(0, cut).trim(),
    label_value: cut < 0 ? '' : label.slice(cut + 1).trim(),
    least_risk: text('least_risk'),
  }
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
    name: text('name'),
    owners: Number(text('owners')),
    groups: groups.flatMap(({ groupId, name }) => {
      const votes = Number(text(`votes.${groupId}`))
      return votes === 0 ? [] : [{ group: name, votes }]
    }),
  }
}

const isTicked = (form: HTMLFormElement, name: string): boolean => new FormData(form).get(name) !== null

/** The paths that the server uses for a field of the form. */
const pathsOf = (field: string): string[] =>
  field === 'label' ? ['label_key', 'label_value'] : [field.startsWith('votes.') ? 'groups' : field]

type Unable = NonNullable<Failure['nodes']>

export function RuleForm({ groups, create }: { groups: ShownGroup[]; create: Action }) {
  const [unable, setUnable] = useState<Unable>([])
  const send: Action = async (input) => {
    const made = await create(input)
    setUnable(made.ok ? [] : (made.error.nodes ?? []))
    return made
  }
  return (
    <SendForm
      action={send}
      body={(form) => ({
        ...ruleOf(form, groups),
        ...(isTicked(form, 'confirm') ? { confirm: unable.map(({ node_did }) => node_did) } : {}),
      })}
      pathsOf={pathsOf}
      className="flex flex-col gap-3.5"
    >
      <h3 className="font-medium">New rule</h3>
      <div className="grid grid-cols-1 gap-3.5 sm:grid-cols-2">
        <Field label="Name" required path="name">
          <Input name="name" maxLength={maxNameLength} autoComplete="off" placeholder="Updates need two" />
        </Field>
        <Field label="Task" path="task_name">
          <Input
            name="task_name"
            maxLength={maxTaskNameLength}
            autoComplete="off"
            className="font-mono"
            placeholder="every task"
          />
        </Field>
        <Field label="Nodes with label" path={['label_key', 'label_value']}>
          <Input
            name="label"
            maxLength={maxLabelKeyLength + 1 + maxLabelValueLength}
            autoComplete="off"
            className="font-mono"
            placeholder="region:eu, or region"
          />
        </Field>
        <Field label="Minimum risk" path="least_risk">
          <Select name="least_risk" defaultValue="">
            <option value="">Any (including unspecified)</option>
            {riskLevels.map((risk) => (
              <option key={risk} value={risk}>
                {risk}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Owners or delegates" required path="owners" hint="How many have to approve">
          <Input name="owners" type="number" min={1} max={maxVotes} defaultValue={1} />
        </Field>
      </div>
      {groups.length > 0 && (
        <FieldGroup legend="Additional group approvals" path="groups">
          <div className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
            {groups.map(({ groupId, name, members }) => (
              <label
                key={groupId}
                htmlFor={`votes.${groupId}`}
                className="grid grid-cols-[4rem_minmax(0,1fr)] items-center gap-2"
              >
                <Input
                  id={`votes.${groupId}`}
                  name={`votes.${groupId}`}
                  type="number"
                  min={0}
                  max={maxVotes}
                  defaultValue={0}
                />
                <span className="[overflow-wrap:anywhere]">
                  <bdi>{name}</bdi> <span className="text-xs text-ink-3">of {members.length}</span>
                </span>
              </label>
            ))}
          </div>
        </FieldGroup>
      )}
      <FormNotes shown={shown} />
      {unable.length > 0 && (
        <label className="flex items-start gap-2.5">
          <input type="checkbox" name="confirm" className="mt-1" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            Create it all the same: on{' '}
            {unable.map(({ node_did, name }, index) => (
              <span key={node_did}>
                {index > 0 && ', '}
                <bdi title={node_did}>{name ?? node_did}</bdi>
              </span>
            ))}
            , nobody could approve what it matches.
          </span>
        </label>
      )}
      <div>
        <SubmitButton variant="primary" busy="Saving…">
          Create rule
        </SubmitButton>
      </div>
    </SendForm>
  )
}
