import { Card } from '@/components/ui/card'
import { Field, Input, Select } from '@/components/ui/field'
import { ReasonField } from '@/components/ui/reason-field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { ShownRule } from '@/lib/alerts/domain/alerts-page'
import { silenceHours } from './silence-choice'

/** Silences by rule, node or label. */
export const NewSilence = ({ rules, silence }: { rules: readonly ShownRule[]; silence: Action }) => (
  <Card title="Silence alerts">
    <SendForm action={silence} said="Silenced" className="flex flex-col gap-3.5">
      <FormNotes shown={['rule_id', 'node_did', 'label', 'until', 'reason']} />
      <div className="grid grid-cols-1 gap-3.5 sm:grid-cols-2">
        <Field label="Rule" path="rule_id">
          <Select name="rule_id" defaultValue="">
            <option value="">All rules</option>
            {rules.map(({ ruleId, text }) => (
              <option key={ruleId} value={ruleId}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Duration" required path="until">
          <Select name="hours" defaultValue="1">
            {silenceHours.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Node" path="node_did" hint="The DID of one node">
          <Input name="node_did" autoComplete="off" className="font-mono" placeholder="all nodes" />
        </Field>
        <Field label="Label" path="label">
          <Input name="label" autoComplete="off" className="font-mono" placeholder="region:eu" />
        </Field>
      </div>
      <ReasonField label="Reason" required rows={2} />
      <div>
        <SubmitButton variant="primary" busy="Silencing…">
          Silence
        </SubmitButton>
      </div>
    </SendForm>
  </Card>
)
