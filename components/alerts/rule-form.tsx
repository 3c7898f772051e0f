'use client'

import { useRouter } from 'next/navigation'
import { type ChangeEvent, useState, useTransition } from 'react'
import { Field, Select } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { mapFields, type RuleFields, ruleOfFields, yesNo } from '@/lib/alerts/domain/rule-params'
import { ConditionFields } from './condition-fields'
import { NumberField } from './number-field'
import { ScopeFields } from './scope-fields'
import { type ShownTelling, TellingFields, tellingOf } from './telling-fields'

const shown = [
  ...[
    'condition.metric',
    'condition.limit',
    'condition.recovery',
    'condition.minutes',
    'condition.of',
    'condition.code',
  ],
  ...['label', 'node_did', 'keep_minutes', 'tell', 'escalate_minutes', 'escalate_to'],
]

const fieldsOf = (form: HTMLFormElement, before: RuleFields): RuleFields => {
  const data = new FormData(form)
  const textOf = (name: keyof RuleFields): string => {
    if (name === 'quiet_jobs' || name === 'quiet_windows') return yesNo(data.has(name))
    const value = data.get(name)
    return typeof value === 'string' ? value.trim() : before[name]
  }
  return mapFields(textOf)
}

/** A rule as a sentence whose words are fields. Each change is in the URL, and the page shows what the rule would have done. */
export function RuleForm(props: {
  ruleId: string | null
  fields: RuleFields
  telling: ShownTelling
  metrics: readonly string[]
  save: Action
}) {
  const router = useRouter()
  const [, startPreview] = useTransition()
  const [kind, setKind] = useState(props.fields.kind)
  const [scope, setScope] = useState(props.fields.scope)
  const change = (event: ChangeEvent<HTMLElement>) => {
    const form = event.target.closest('form')
    if (!form) return
    const fields = fieldsOf(form, props.fields)
    setKind(fields.kind)
    setScope(fields.scope)
    startPreview(() => router.replace(`?${new URLSearchParams(fields)}`, { scroll: false }))
  }
  return (
    <SendForm
      action={props.save}
      body={(form) => ({ ...ruleOfFields(fieldsOf(form, props.fields)), ...tellingOf(form) })}
      {...(props.ruleId === null ? {} : { beside: { ruleId: props.ruleId } })}
      next="/alerts/rules"
      pathsOf={(field) => [field, `condition.${field}`]}
      className="flex flex-col gap-3.5"
    >
      <FormNotes shown={shown} />
      {/* Bubbles from the fields; typing is previewed once the field is left. */}
      <fieldset onBlur={change} className="flex flex-wrap items-end gap-3.5">
        <Field label="Alert when" required>
          <Select name="kind" value={kind} onChange={change}>
            <option value="metric">a metric is</option>
            <option value="status">the status is</option>
            <option value="silence">a node is silent</option>
            <option value="diagnosis">a diagnosis is reported</option>
          </Select>
        </Field>
        <ConditionFields kind={kind} fields={props.fields} metrics={props.metrics} onChange={change} />
        <ScopeFields scope={scope} fields={props.fields} onChange={change} />
        <NumberField
          required
          name="keep_minutes"
          label="Keep firing for (min)"
          min={0}
          max={1440}
          defaultValue={props.fields.keep_minutes}
        />
      </fieldset>
      <TellingFields telling={props.telling} fields={props.fields} onChange={change} />
      <div>
        <SubmitButton variant="primary" busy="Saving…">
          Save rule
        </SubmitButton>
      </div>
    </SendForm>
  )
}
