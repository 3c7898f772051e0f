'use client'

type Choice = { value: string; label: string }
type Group = { label: string; choices: readonly Choice[] }

const options = (choices: readonly Choice[]) =>
  choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

/** Submits the form around it as soon as a value is chosen. A value from a link is offered even if it is not listed. */
export function ChoiceFilter(props: {
  name: string
  label: string
  any: string
  choices?: readonly Choice[]
  groups?: readonly Group[]
  chosen: string | undefined
}) {
  const { choices = [], groups = [], chosen } = props
  const listed = [...choices, ...groups.flatMap((group) => group.choices)]
  const unlisted = chosen !== undefined && !listed.some(({ value }) => value === chosen)
  return (
    <select
      // A new address may mean another choice, and the field has to show it.
      key={chosen}
      name={props.name}
      aria-label={props.label}
      defaultValue={chosen ?? ''}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
      className="control-h min-w-0 max-w-full rounded-control border border-strong bg-surface px-2.5 md:max-w-44"
    >
      <option value="">{props.any}</option>
      {unlisted && <option value={chosen}>{chosen}</option>}
      {options(choices)}
      {groups.map((group) => (
        <optgroup key={group.label} label={group.label}>
          {options(group.choices)}
        </optgroup>
      ))}
    </select>
  )
}
