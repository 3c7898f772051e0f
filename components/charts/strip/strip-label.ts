import type { TimeTick } from '@/components/charts/axis/time-axis'

/** A label under the strip: its position (per cent) and the side on which the text runs. */
type StripLabel = { at: number; text: string; share: number; side: 'right' | 'middle' | 'left' }

const letterWidth = 5.8
const leastSpace = 10

const textOf = ({ label, date }: TimeTick): string => {
  if (date === null) return label
  return label.includes(':') ? `${date} ${label}` : `${label} ${date}`
}

/** The ticks as labels that do not overlap and are not cut off: at the edges they run inwards. `width` in pixels. */
export function stripLabels(
  ticks: readonly TimeTick[],
  range: { from: number; to: number },
  width: number,
): StripLabel[] {
  let taken = Number.NEGATIVE_INFINITY
  return ticks.flatMap((tick) => {
    const share = ((tick.at - range.from) / (range.to - range.from)) * 100
    const text = textOf(tick)
    const length = text.length * letterWidth
    const place = (share / 100) * width
    const side = place < length / 2 ? 'right' : place > width - length / 2 ? 'left' : 'middle'
    const begin = place - { right: 0, middle: length / 2, left: length }[side]
    if (begin < Math.max(0, taken + leastSpace) || begin + length > width) return []
    taken = begin + length
    return { at: tick.at, text, share, side }
  })
}
