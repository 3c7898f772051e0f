import { relativeMoment } from '@/lib/kernel/time/relative-time'

const day = 86_400

export type FlowUnit = 'h' | 'd' | 'w' | 'M'

/** At most some sixty buckets, so that each has enough jobs to say something. */
export function flowUnit(seconds: number): FlowUnit {
  if (seconds <= 2 * day) return 'h'
  if (seconds <= 62 * day) return 'd'
  return seconds <= 400 * day ? 'w' : 'M'
}

/**
 * The starts of the hours, days, weeks or months that a range touches, and the end of the last one, in epoch seconds; as clocks
 * in the zone show them, so that a day may have 23 or 25 hours.
 */
export function flowEdges({ from, to }: { from: number; to: number }, zone: string): number[] {
  const unit = flowUnit(to - from)
  const edges = [relativeMoment(`now/${unit}`, 'from', from, zone) ?? from]
  for (let last = edges[0] ?? from; last < to; ) {
    const next = relativeMoment(`now/${unit}`, 'to', last, zone) ?? to
    // Time has to pass, whatever a zone does.
    last = Math.max(next, last + 1)
    edges.push(last)
  }
  return edges
}
