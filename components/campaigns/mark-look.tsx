import {
  Ban,
  Check,
  CircleDashed,
  CircleDot,
  type LucideIcon,
  Minus,
  Play,
  TriangleAlert,
  X,
} from 'lucide-react'
import type { Mark } from '@/lib/campaigns/domain/marks'

/** Shape and colours of a job in a campaign; a dashed frame means that nobody has agreed yet. */
export const markLooks: Record<Mark, { icon: LucideIcon; ink: string; box: string }> = {
  completed: { icon: Check, ink: 'text-healthy', box: 'border-healthy bg-healthy-soft' },
  failed: { icon: X, ink: 'text-error', box: 'border-error bg-error-soft' },
  lost: { icon: TriangleAlert, ink: 'text-warning', box: 'border-warning bg-warning-soft' },
  running: { icon: Play, ink: 'text-running', box: 'border-running bg-running-soft' },
  approved: { icon: CircleDot, ink: 'text-healthy', box: 'border-healthy bg-surface' },
  waits: { icon: CircleDashed, ink: 'text-pending', box: 'border-dashed border-pending bg-surface' },
  refused: { icon: Ban, ink: 'text-unknown', box: 'border-dashed border-unknown bg-surface' },
  skipped: { icon: Minus, ink: 'text-unknown', box: 'border-dashed border-unknown bg-surface' },
}
