import type { ChangeEvent } from 'react'
import { Field, Input, Select } from '@/components/ui/field'
import type { RuleFields } from '@/lib/alerts/domain/rule-params'

type Props = {
  kind: string
  fields: RuleFields
  metrics: readonly string[]
  onChange: (event: ChangeEvent<HTMLElement>) => void
}

/** What is looked at, and what is too much. */
export function ConditionFields({ kind, fields, metrics, onChange }: Props) {
  if (kind === 'silence')
    return (
      <Field
        label="without a report for (min)"
        path="condition.minutes"
        hint="Empty: as soon as the node counts as silent"
      >
        <Input
          name="silent"
          type="number"
          min={1}
          max={1440}
          defaultValue={fields.silent}
          className="max-w-24"
        />
      </Field>
    )
  return (
    <>
      {kind === 'metric' && <MetricFields fields={fields} metrics={metrics} onChange={onChange} />}
      {kind === 'status' && (
        <Field label="is" required>
          <Select name="status" defaultValue={fields.status} onChange={onChange}>
            <option value="Error">Error</option>
            <option value="Warning">Warning or Error</option>
            <option value="Unknown">Unknown</option>
          </Select>
        </Field>
      )}
      {kind === 'diagnosis' && (
        <Field label="with code" path="condition.code">
          <Input
            name="code"
            defaultValue={fields.code}
            maxLength={200}
            placeholder="any"
            className="font-mono"
          />
        </Field>
      )}
      <Field label="in (min)" required path="condition.minutes">
        <Input
          name="minutes"
          type="number"
          min={1}
          max={60}
          defaultValue={fields.minutes}
          className="max-w-20"
        />
      </Field>
      <Field label="of (min)" required path="condition.of">
        <Input name="of" type="number" min={1} max={60} defaultValue={fields.of} className="max-w-20" />
      </Field>
    </>
  )
}

const MetricFields = ({ fields, metrics, onChange }: Omit<Props, 'kind'>) => (
  <>
    <Field label="metric" required path="condition.metric">
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
    <Field label="is" required>
      <Select name="over" defaultValue={fields.over} onChange={onChange}>
        <option value="over">over</option>
        <option value="under">under</option>
      </Select>
    </Field>
    <Field label="limit" required path="condition.limit">
      <Input name="limit" type="number" step="any" defaultValue={fields.limit} className="max-w-28" />
    </Field>
    <Field label="over again after" path="condition.recovery">
      <Input
        name="recovery"
        type="number"
        step="any"
        defaultValue={fields.recovery}
        placeholder="the limit"
        className="max-w-28"
      />
    </Field>
  </>
)
