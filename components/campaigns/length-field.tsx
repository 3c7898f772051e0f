import { Field, Input } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { inMinutes, inUnits, isUnit, units } from '@/lib/campaigns/domain/lengths'

const unitOf = (name: string): string => `${name}_unit`

/** How long something takes or waits, in the unit that its writer chooses. */
export function LengthField(props: {
  name: string
  label: string
  hint: string
  usual: number
  error: string | undefined
}) {
  const { name, label, hint, error } = props
  const { amount, unit } = inUnits(props.usual)
  return (
    <Field label={label} hint={hint} required error={error}>
      <div className="flex gap-2">
        <Input
          type="number"
          name={name}
          min={0}
          step="any"
          inputMode="decimal"
          defaultValue={amount}
          className="max-w-24"
        />
        <select
          name={unitOf(name)}
          aria-label={`${label}: unit`}
          defaultValue={unit}
          className="control-h rounded-control border border-strong bg-surface px-2.5"
        >
          {Object.keys(units).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </div>
    </Field>
  )
}

/** The minutes that such a field says; NaN if it says no number. */
export function minutesOf(form: HTMLFormElement, name: string): number {
  const [amount, unit] = [textOf(form, name), textOf(form, unitOf(name))]
  return amount === '' || !isUnit(unit) ? Number.NaN : inMinutes(Number(amount), unit)
}
