import type { Extent, ValueAxis } from './axis'

const mostDecades = 6

/** Whole decades around values above 0; a short axis has ticks at 2 and 5 as well. */
export function logAxis({ min, max }: Extent): ValueAxis {
  const first = Math.floor(Math.log10(min) + 1e-9)
  const last = Math.max(first + 1, Math.ceil(Math.log10(max) - 1e-9))
  const every = Math.ceil((last - first) / mostDecades)
  const factors = last - first > 2 ? [1] : [1, 2, 5]
  const ticks: number[] = []
  for (let power = first; power <= last; power += every)
    for (const factor of factors) {
      const tick = Number(`${factor}e${power}`)
      if ((power < last || factor === 1) && tick > 0 && Number.isFinite(tick)) ticks.push(tick)
    }
  const low = Math.min(ticks[0] ?? min, min)
  const high = Math.max(Math.min(Number(`1e${last}`), Number.MAX_VALUE), max)
  return { domain: [low, high], ticks, step: 0, log: true }
}
