import clsx from 'clsx'
import { stateName, statesOf } from '@/lib/fleet/domain/node-state'

const backgrounds: Record<string, string> = {
  Healthy: 'bg-healthy/75',
  Warning: 'bg-warning',
  Error: 'bg-error',
  Silent: 'hatched',
}

/** The share of each state as one line; even one node in a thousand stays visible. */
export function ShareLine({ counts }: { counts: Record<string, number> }) {
  const states = statesOf(counts).filter((state) => (counts[state] ?? 0) > 0)
  return (
    <div
      role="img"
      aria-label={`Share of each state: ${states.map((state) => `${stateName(state)} ${counts[state]}`).join(', ')}`}
      className="flex h-1.5 gap-px overflow-hidden rounded-full"
    >
      {states.map((state) => (
        <span
          key={state}
          style={{ flexGrow: counts[state] }}
          className={clsx(
            'min-w-1.5 basis-0',
            Object.hasOwn(backgrounds, state) ? backgrounds[state] : 'bg-unknown',
          )}
        />
      ))}
    </div>
  )
}
