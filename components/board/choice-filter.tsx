'use client'

/** Submits the form around it as soon as a value is chosen. A value from a link is offered even if it is not listed. */
export function ChoiceFilter(props: {
  name: string
  label: string
  any: string
  choices: readonly { value: string; label: string }[]
  chosen: string | undefined
}) {
  const { choices, chosen } = props
  const unlisted = chosen !== undefined && !choices.some(({ value }) => value === chosen)
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
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}
