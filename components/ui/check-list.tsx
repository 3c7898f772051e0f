import type { ReactNode } from 'react'

/** `id` is shown in full on hover. */
type Choice = { id: string; checked: boolean; label: ReactNode }

/** Things to choose from, in columns that scroll down when there are many. */
export const CheckList = (props: {
  choices: readonly Choice[]
  toggle: (id: string, on: boolean) => void
}) => (
  // Not the list itself: with a height of its own it would add columns out of sight.
  <div className="max-h-56 overflow-y-auto">
    <ul className="columns-[9rem] gap-x-4">
      {props.choices.map(({ id, checked, label }) => (
        <li key={id} className="break-inside-avoid">
          <label className="flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-(--accent)"
              checked={checked}
              onChange={({ target }) => props.toggle(id, target.checked)}
            />
            <span className="min-w-0 truncate" title={id}>
              {label}
            </span>
          </label>
        </li>
      ))}
    </ul>
  </div>
)
