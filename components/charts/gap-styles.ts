import type { MissingReason } from '@/lib/series/domain/missing'

/** How a gap is named on a chart, and its pattern: told apart without colour. `width` is the room of the name in px. */
export const missingLooks: Record<MissingReason, { name: string; pattern: string; width: number }> = {
  no_report: { name: 'no reports', pattern: 'hatched', width: 64 },
  unknown: { name: 'status Unknown', pattern: 'dotted', width: 92 },
  no_value: { name: 'no value', pattern: 'ruled', width: 56 },
  maintenance: { name: 'maintenance', pattern: 'crossed', width: 78 },
}
