import type { ChangeEvent } from 'react'
import { Field, Input, Select } from '@/components/ui/field'
import type { RuleFields } from '@/lib/alerts/domain/rule-params'
import { NumberField } from './number-field'

type Props = {
  kind: string
  fields: RuleFields
  metrics: readonly string[]
  onChange: (event: ChangeEvent<HTMLElement>) => void
}

/** What is looked at, and what is too much. */
export function ConditionFields({ kind, fields, metrics, onChange }: Props) {
  const minutes = { path: 'condition.minutes', min: 1 } as const
  if (kind === 'silence')
    return (
      <NumberField
        {...minutes}
        name="silent"
        label="No report for (min)"
        hint="Empty: as soon as the node counts as silent"
        max={1440}
        defaultValue={fields.silent}
      />
    )
  return (
    <>
      {kind === 'metric' && <MetricFields fields={fields} metrics={metrics} onChange={onChange} />}
      {kind === 'status' && (
        <Field label="Status" required>
          <Select name="status" defaultValue={fields.status} onChange={onChange}>
            <option value="Error">Error</option>
            <option value="Warning">Warning or Error</option>
            <option value="Unknown">Unknown</option>
          </Select>
        </Field>
      )}
      {kind === 'diagnosis' && (
        <Field label="Code" path="condition.code">
          <Input
            name="code"
            defaultValue={fields.code}
            maxLength={200}
            placeholder="any"
            className="font-mono"
          />
        </Field>
      )}
      <NumberField
        {...minutes}
        required
        name="minutes"
        label="For at least (min)"
        max={60}
        defaultValue={fields.minutes}
      />
      <NumberField
        required
        name="of"
        label="Within the last (min)"
        path="condition.of"
        min={1}
        max={60}
        defaultValue={fields.of}
      />
    </>
  )
}

const MetricFields = ({ fields, metrics, onChange }: Omit<Props, 'kind'>) => (
  <>
    <Field label="Metric" required path="condition.metric">
      <Input
        name="metric"
        list="alert-metrics"
        defaultValue={fields.metric}
        maxLength={255}
        className="min-w-56 font-mono"
      />
    </Field>
    <datalist id="alert-metrics">
      {metrics.map((metric) => (
        <option key={metric} value={metric} />
      ))}
    </datalist>
    <Field label="Is" required>
      <Select name="over" defaultValue={fields.over} onChange={onChange}>
        <option value="over">over</option>
        <option value="under">under</option>
      </Select>
    </Field>
    <NumberField
      required
      name="limit"
      label="Limit"
      path="condition.limit"
      step="any"
      defaultValue={fields.limit}
    />
    <NumberField
      name="recovery"
      label="Recovery limit"
      path="condition.recovery"
      step="any"
      defaultValue={fields.recovery}
      placeholder="same as limit"
    />
  </>
)
