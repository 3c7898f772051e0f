import { Field, Input } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import type { CampaignRequest } from '@/lib/campaigns/domain/calls'
import { usualRules } from '@/lib/campaigns/domain/campaign'
import { LengthField, minutesOf } from './length-field'

type ErrorOf = (path: string) => string | undefined

const counts = [
  {
    ...{ name: 'wave_size', label: 'Nodes in a wave', hint: 'The first wave is your trial' },
    usual: usualRules.wave_size,
  },
  { name: 'at_once', label: 'Nodes at the same time', hint: 'Empty: the whole wave', usual: '' },
  {
    ...{ name: 'stop_failures', label: 'Failures that stop it', hint: 'Empty: no number of them does' },
    usual: usualRules.stop_failures ?? '',
  },
] as const

const lengths = [
  {
    ...{ name: 'pause_minutes', label: 'Pause between waves', hint: '0 for none' },
    usual: usualRules.pause_minutes,
  },
  {
    ...{
      name: 'wait_minutes',
      label: 'Skip a node after',
      hint: 'If it has not started in its wave by then',
    },
    usual: usualRules.wait_minutes,
  },
] as const

/** When the jobs may start, and what stops the rest. */
export const RulesFields = ({ errorOf }: { errorOf: ErrorOf }) => (
  <div className="flex flex-col gap-3.5">
    <div className="grid items-end gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
      {counts.map(({ name, label, hint, usual }) => (
        <Field key={name} label={label} hint={hint} required={name === 'wave_size'} error={errorOf(name)}>
          <Input
            type="number"
            name={name}
            min={0}
            step={1}
            inputMode="numeric"
            defaultValue={usual}
            className="max-w-40"
          />
        </Field>
      ))}
      {lengths.map((length) => (
        <LengthField key={length.name} {...length} error={errorOf(length.name)} />
      ))}
    </div>
    <label className="flex min-h-8 items-center gap-2 font-medium pointer-coarse:min-h-11">
      <input
        type="checkbox"
        name="stop_worse"
        defaultChecked={usualRules.stop_worse}
        className="size-4 accent-(--accent)"
      />
      Stop when a node is judged Worse after its run
    </label>
  </div>
)

type Rules = Pick<
  CampaignRequest,
  'wave_size' | 'pause_minutes' | 'wait_minutes' | 'at_once' | 'stop_failures' | 'stop_worse'
>

/** What the fields say; the server checks it. */
export function rulesOf(form: HTMLFormElement): Rules {
  const number = (name: string): number => Number(textOf(form, name) || Number.NaN)
  const optional = (name: string): number | null => (textOf(form, name) === '' ? null : number(name))
  const worse = form.elements.namedItem('stop_worse')
  return {
    ...{ wave_size: number('wave_size'), pause_minutes: minutesOf(form, 'pause_minutes') },
    ...{ wait_minutes: minutesOf(form, 'wait_minutes'), at_once: optional('at_once') },
    stop_failures: optional('stop_failures'),
    stop_worse: worse instanceof HTMLInputElement && worse.checked,
  }
}
