'use client'

import { useState } from 'react'
import { Field, Textarea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import { toast } from '@/components/ui/toast'
import type { Action, Done } from '@/components/ui/use-send'
import type { ShownGroup } from '@/lib/consent/domain/consent-page'
import { changeBody, draftOf, emptyDraft, factsOf, newBody, rebased } from '@/lib/consent/domain/rule-draft'
import type { RuleVersion } from '@/lib/consent/domain/rule-facts'
import { asksLess, changedRuleLines } from '@/lib/consent/domain/rule-lines'
import type { RuleMatches } from '@/lib/consent/domain/rule-matches'
import type { Failure } from '@/lib/kernel/errors'
import { ConfirmUnmet } from './confirm-unmet'
import { RuleChanges } from './rule-changes'
import { RuleFields } from './rule-fields'
import { useMatches } from './use-matches'

const shown = ['name', 'task_name', 'label_key', 'label_value', 'least_risk', 'owners', 'groups']

/** The paths that the server uses for a field of the form. */
const pathsOf = (field: string): string[] =>
  field === 'label' ? ['label_key', 'label_value'] : [field.startsWith('votes.') ? 'groups' : field]

const isTicked = (form: HTMLFormElement, name: string): boolean => new FormData(form).get(name) !== null

type Unable = NonNullable<Failure['nodes']>

/** Writes a rule: a new one, or the next version of `rule`, from what it says now. */
export function RuleForm(props: {
  groups: ShownGroup[]
  rule: { ruleId: string; last: RuleVersion } | null
  first: RuleMatches | null
  save: Action<Done & { toSign?: object }>
  count: Action<RuleMatches>
}) {
  const { groups, rule } = props
  const last = rule?.last ?? null
  /** The version that is being changed, and one that somebody else has made since editing began. */
  const [from, setFrom] = useState(last)
  const [overtaken, setOvertaken] = useState<RuleVersion | null>(null)
  const [saved, setSaved] = useState(false)
  const [draft, setDraft] = useState(last ? draftOf(last.facts) : emptyDraft)
  const [unable, setUnable] = useState<Unable>([])
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const { text, count, clear } = useMatches(props.first, props.count)

  // The page was read again with another version: what was touched stays, on top of it.
  if (last && from && last.version !== from.version) {
    const isTouched = changedRuleLines(from.facts, factsOf(draft, groups, from.facts)).length > 0
    setDraft(rebased(draft, from.facts, last.facts))
    setOvertaken(!saved && isTouched ? from : null)
    setFrom(last)
    setSaved(false)
  }

  const send: typeof props.save = async (input) => {
    setWarnings([])
    const made = await props.save(input)
    setUnable(made.ok ? [] : (made.error.nodes ?? []))
    return made
  }
  const done = ({ warnings: said = [], toSign }: Done & { toSign?: object }) => {
    setWarnings(said)
    setOvertaken(null)
    setReason('')
    if (!from) {
      clear()
      return setDraft(emptyDraft)
    }
    // While the owners are asked, the rule says what it said.
    if (toSign) return setDraft(draftOf(from.facts))
    setSaved(true)
    toast.success('Saved')
  }
  const facts = from && factsOf(draft, groups, from.facts)
  const lines = from && facts ? changedRuleLines(from.facts, facts) : []
  return (
    <SendForm
      action={send}
      body={(form) => ({
        ...(rule && from
          ? {
              ...{ rule: rule.ruleId, version: from.version, reason },
              ...changeBody(draft, groups, from.facts),
            }
          : newBody(draft, groups)),
        ...(isTicked(form, 'confirm') ? { confirm: unable.map(({ node_did }) => node_did) } : {}),
      })}
      pathsOf={pathsOf}
      done={done}
      className="flex flex-col gap-3.5"
    >
      {!rule && <h3 className="font-medium">New rule</h3>}
      <RuleFields
        {...{ draft, groups, matches: text }}
        change={(next) => {
          setDraft(next)
          count(next)
        }}
      />
      {from && facts && (
        <RuleChanges
          {...{ from, lines, overtaken }}
          asksLess={lines.length > 0 && asksLess(from.facts, facts)}
        />
      )}
      {rule && (
        <Field
          label="Why?"
          required
          path="reason"
          hint="Kept with the version. Owners who are asked read it."
        >
          <Textarea
            name="reason"
            rows={2}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
      )}
      <FormNotes shown={[...shown, 'reason']} />
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      {unable.length > 0 && <ConfirmUnmet verb={rule ? 'Change' : 'Create'} nodes={unable} />}
      <div>
        <SubmitButton variant="primary" busy="Saving…" disabled={rule !== null && lines.length === 0}>
          {from ? `Save as version ${from.version + 1}` : 'Create rule'}
        </SubmitButton>
      </div>
    </SendForm>
  )
}
