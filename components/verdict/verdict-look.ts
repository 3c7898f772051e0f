import { Check, CircleDashed, Equal, type LucideIcon, TrendingDown } from 'lucide-react'
import type { Verdict } from '@/lib/verdicts/domain/verdict'

/** The icon and the colours of a verdict; its word always stands beside them. */
export const verdictLooks: Record<Verdict, { icon: LucideIcon; edge: string; ink: string; disc: string }> = {
  fixed: { icon: Check, edge: 'border-l-healthy', ink: 'text-healthy', disc: 'bg-healthy text-surface' },
  no_change: { icon: Equal, edge: 'border-l-strong', ink: 'text-ink', disc: 'bg-unknown-soft text-unknown' },
  worse: { icon: TrendingDown, edge: 'border-l-error', ink: 'text-error', disc: 'bg-error text-surface' },
  not_enough_data: {
    ...{
      icon: CircleDashed,
      edge: 'border-l-strong',
      ink: 'text-ink-2',
      disc: 'bg-unknown-soft text-unknown',
    },
  },
}
