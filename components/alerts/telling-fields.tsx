import type { ChangeEvent } from 'react'
import { Field, Select } from '@/components/ui/field'
import type { RuleFields } from '@/lib/alerts/domain/rule-params'
import { type Severity, severities } from '@/lib/notices/domain/notice'
import { NumberField } from './number-field'
import { severityNames } from './severity-mark'

/** Who is told, as the form shows it: people by their DIDs, several with a space between them. */
export type ShownTelling = {
  severity: Severity
  tell: string | null
  escalateMinutes: number | null
  escalateTo: string | null
  enabled: boolean
  people: readonly { did: string; name: string }[]
}

/** What a form with these fields says, as the API takes it. */
export function tellingOf(form: HTMLFormElement) {
  const data = new FormData(form)
  const person = (name: string) => (data.get(name) === '' ? null : String(data.get(name)).split(' '))
  const minutes = String(data.get('escalate_minutes')).trim()
  return {
    severity: String(data.get('severity')),
    tell: person('tell'),
    escalate_minutes: minutes === '' ? null : Number(minutes),
    escalate_to: minutes === '' ? null : person('escalate_to'),
    enabled: data.has('enabled'),
  }
}

const namesOf = (dids: string, people: ShownTelling['people']): string =>
  people
    .filter(({ did }) => dids.split(' ').includes(did))
    .map(({ name }) => name)
    .join(', ')

const Person = (props: {
  name: string
  label: string
  chosen: string | null
  people: ShownTelling['people']
}) => (
  <Field label={props.label} required path={`${props.name}[0]`}>
    <Select name={props.name} defaultValue={props.chosen ?? ''}>
      <option value="">everyone with a matching channel</option>
      {props.chosen?.includes(' ') && (
        <option value={props.chosen}>{namesOf(props.chosen, props.people)}</option>
      )}
      {props.people.map(({ did, name }) => (
        <option key={did} value={did}>
          {name}
        </option>
      ))}
    </Select>
  </Field>
)

const Checkbox = (props: { name: string; on: boolean; onChange?: Change; children: string }) => (
  <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
    <input
      type="checkbox"
      name={props.name}
      defaultChecked={props.on}
      onChange={props.onChange}
      className="size-4 accent-(--accent)"
    />
    {props.children}
  </label>
)

type Change = (event: ChangeEvent<HTMLElement>) => void

/** How bad it is, who is told, who is next, and when nobody is. */
export const TellingFields = ({
  telling,
  fields,
  onChange,
}: {
  telling: ShownTelling
  fields: Pick<RuleFields, 'quiet_jobs' | 'quiet_windows'>
  onChange: Change
}) => (
  <>
    <div className="flex flex-wrap items-end gap-3.5">
      <Field label="Severity" required path="severity">
        <Select name="severity" defaultValue={telling.severity}>
          {severities.map((one) => (
            <option key={one} value={one}>
              {severityNames[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Person name="tell" label="Notify" chosen={telling.tell} people={telling.people} />
      <NumberField
        name="escalate_minutes"
        label="Escalate if not acknowledged within (min)"
        min={1}
        max={10080}
        defaultValue={telling.escalateMinutes ?? ''}
        placeholder="never"
      />
      <Person name="escalate_to" label="Escalate to" chosen={telling.escalateTo} people={telling.people} />
    </div>
    <div className="flex flex-wrap gap-x-6 gap-y-1">
      <Checkbox name="quiet_jobs" on={fields.quiet_jobs === 'yes'} onChange={onChange}>
        Quiet while an approved job is running on the node
      </Checkbox>
      <Checkbox name="quiet_windows" on={fields.quiet_windows === 'yes'} onChange={onChange}>
        Quiet in maintenance windows
      </Checkbox>
      <Checkbox name="enabled" on={telling.enabled}>
        Enabled
      </Checkbox>
    </div>
  </>
)
