import type { MissingReason } from '@/lib/series/domain/missing'

/** The name of a gap on a chart, its width in px, and a pattern that is distinct without colour. */
export const missingLooks: Record<MissingReason, { name: string; pattern: string; width: number }> = {
  no_report: { name: 'no reports', pattern: 'hatched', width: 64 },
  not_yet: { name: 'not reported yet', pattern: 'border border-dashed border-strong', width: 94 },
  unknown: { name: 'status Unknown', pattern: 'dotted', width: 92 },
  no_value: { name: 'no value', pattern: 'ruled', width: 56 },
  maintenance: { name: 'maintenance', pattern: 'crossed', width: 78 },
}
