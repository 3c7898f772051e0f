export type Choice = { name: string; legend: string; options: readonly { value: string; label: string }[] }

/** Radio buttons for a choice of a few. */
export const ChoiceField = (props: {
  choice: Choice
  chosen: string
  disabled: boolean
  onChange: (value: string) => void
}) => (
  <div role="radiogroup" aria-label={props.choice.legend} className="flex flex-wrap gap-x-5 gap-y-1">
    {props.choice.options.map(({ value, label }) => (
      <label key={value} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="radio"
          name={props.choice.name}
          value={value}
          checked={props.chosen === value}
          disabled={props.disabled}
          onChange={() => props.onChange(value)}
          className="size-4 accent-(--accent)"
        />
        {label}
      </label>
    ))}
  </div>
)
