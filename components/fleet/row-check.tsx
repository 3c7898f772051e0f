import { useSyncExternalStore } from 'react'
import { toggle } from './select-rows'
import { readSelection, subscribeToSelection } from './selection'

/** Chooses a row; a click with Shift chooses all rows since the last one. */
export default function RowCheck({
  did,
  name,
  order,
}: {
  did: string
  name: string
  order: readonly string[]
}) {
  const checked = useSyncExternalStore(
    subscribeToSelection,
    () => readSelection()?.has(did) ?? false,
    () => false,
  )
  return (
    <input
      type="checkbox"
      aria-label={`Select ${name}`}
      checked={checked}
      onChange={() => undefined}
      // Not onChange, which does not know of Shift.
      onClick={(event) => toggle(did, order, event.shiftKey)}
      className="touch-area relative mr-2 size-4 shrink-0 align-[-3px] accent-(--accent)"
    />
  )
}
