import { Button } from '@/components/ui/button'
import { select, useSelecting } from './selection'

/** Shows check boxes in the list, or hides them and forgets what was chosen. */
export function SelectToggle() {
  const selecting = useSelecting()
  return (
    <Button
      aria-pressed={selecting}
      aria-keyshortcuts="x"
      className={selecting ? 'border-accent/40 bg-accent-soft' : 'text-ink-2'}
      onClick={() => select(selecting ? null : new Set())}
    >
      Select
    </Button>
  )
}
