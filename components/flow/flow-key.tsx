import type { FlowOutcome } from '@/lib/flow/domain/flow'
import { outcomeLooks } from './flow-point'

const lines = [
  { word: 'median', color: 'var(--accent)' },
  { word: '90th percentile', color: 'var(--disk)' },
]

/** What the colours of a chart mean. */
export const FlowKey = ({ outcomes }: { outcomes: readonly FlowOutcome[] | null }) => (
  <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
    {(outcomes?.map((outcome) => outcomeLooks[outcome]) ?? lines).map(({ word, color }) => (
      <li key={word} className="flex items-center gap-1.5">
        <span
          aria-hidden="true"
          className={outcomes ? 'size-2.5 rounded-[2px]' : 'h-0.5 w-3.5'}
          style={{ background: color }}
        />
        {word}
      </li>
    ))}
  </ul>
)
