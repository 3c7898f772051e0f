import { Field, Input } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import type { CampaignRequest } from '@/lib/campaigns/domain/calls'
import { usualRules } from '@/lib/campaigns/domain/campaign'

type ErrorOf = (path: string) => string | undefined

const fields = [
  {
    name: 'wave_size',
    label: 'Nodes in a wave',
    hint: 'The first wave is your trial',
    usual: usualRules.wave_size,
  },
  {
    name: 'pause_minutes',
    label: 'Pause between waves (min)',
    hint: '0 for none',
    usual: usualRules.pause_minutes,
  },
  {
    ...{ name: 'wait_minutes', label: 'A wave waits (min)', hint: 'Then what has not started is skipped' },
    usual: usualRules.wait_minutes,
  },
  { name: 'at_once', label: 'At once', hint: 'Empty: all of a wave', usual: '' },
  {
    name: 'stop_failures',
    label: 'Stop at failures',
    hint: 'Empty: none stops it',
    usual: usualRules.stop_failures ?? '',
  },
] as const

/** When the jobs may start, and what stops the rest. */
export const RulesFields = ({ errorOf }: { errorOf: ErrorOf }) => (
  <div className="flex flex-col gap-3.5">
    <div className="grid items-end gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
      {fields.map(({ name, label, hint, usual }) => (
        <Field key={name} label={label} hint={hint} required={usual !== ''} error={errorOf(name)}>
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
    ...{ wave_size: number('wave_size'), pause_minutes: number('pause_minutes') },
    ...{ wait_minutes: number('wait_minutes'), at_once: optional('at_once') },
    ...{ stop_failures: optional('stop_failures') },
    stop_worse: worse instanceof HTMLInputElement && worse.checked,
  }
}
