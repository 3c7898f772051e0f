import type { TimeTick } from './time-axis'

/** A text under the strip: where it stands (per cent), and to which side of that it is written. */
type StripLabel = { at: number; text: string; share: number; side: 'right' | 'middle' | 'left' }

const letterWidth = 5.8
const leastSpace = 10

const textOf = ({ label, date }: TimeTick): string => {
  if (date === null) return label
  return label.includes(':') ? `${date} ${label}` : `${label} ${date}`
}

/** The ticks as texts of which none meets another one; those at the edges are turned inwards. `width` in pixels. */
export function stripLabels(
  ticks: readonly TimeTick[],
  range: { from: number; to: number },
  width: number,
): StripLabel[] {
  let taken = Number.NEGATIVE_INFINITY
  return ticks.flatMap((tick) => {
    const share = ((tick.at - range.from) / (range.to - range.from)) * 100
    const side = share < 12 ? 'right' : share > 88 ? 'left' : 'middle'
    const text = textOf(tick)
    const length = text.length * letterWidth
    const before = { right: 0, middle: length / 2, left: length }[side]
    const begin = (share / 100) * width - before
    if (begin < taken + leastSpace) return []
    taken = begin + length
    return { at: tick.at, text, share, side }
  })
}
