import type { ValueAxis } from './axis'
import { timeTicks } from './time-axis'

const day = 86_400

/** An axis for values that are themselves moments, in epoch seconds: ticks where the clock or calendar of a zone has them. */
export function momentAxis(min: number, max: number, zone: string): ValueAxis {
  // One moment, such as the start of the machine, stands in the middle of its day and the two beside it.
  const [low, high] = min === max ? [min - day, max + day] : [min, max]
  const ticks = timeTicks(low, high, 4, zone).map(({ at }) => at)
  const step = Math.min(...ticks.slice(1).map((at, index) => at - (ticks[index] ?? at)))
  const shown = ticks.length > 1 ? ticks : [low, high]
  return { domain: [low, high], ticks: shown, step: Number.isFinite(step) ? step : 0, log: false, zone }
}
