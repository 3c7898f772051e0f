import type { ChartLine } from './chart-line'
import type { LineRow } from './chart-rows'

/** Where a time and a value are drawn. */
export type Place = { x: (time: number) => number; y: (value: number) => number }

const number = (value: number): string => String(Math.round(value * 100) / 100)

/**
 * The bands from minimum to maximum as steps, each as wide as its bucket, so that a peak of a single bucket has its height
 * and its length. One closed subpath per run of adjoining buckets.
 */
export function bandPath(rows: readonly LineRow[], { x, y }: Place): string {
  let path = ''
  let run: { from: number; to: number; min: number; max: number }[] = []
  const close = () => {
    const [first] = run
    if (!first) return
    const top = run.map(({ to, max }) => `V${number(y(max))}H${number(x(to))}`).join('')
    const bottom = run.toReversed().map(({ from, min }) => `V${number(y(min))}H${number(x(from))}`)
    path += `M${number(x(first.from))} ${number(y(first.max))}${top}${bottom.join('')}Z`
    run = []
  }
  for (const { from, to, min, max } of rows) {
    if (run.at(-1)?.to !== from || min === null || max === null) close()
    if (min !== null && max !== null) run.push({ from, to, min, max })
  }
  close()
  return path
}

/** The line over complete buckets, one subpath per run without a gap. */
export function linePath({ whole }: Pick<ChartLine, 'whole'>, { x, y }: Place): string {
  let path = ''
  whole.forEach(({ x: time, value }, index) => {
    if (value === null) return
    const begins = whole[index - 1]?.value == null
    // A point alone in its run is drawn as a dot.
    if (begins && whole[index + 1]?.value == null) return
    path += `${begins ? 'M' : 'L'}${number(x(time))} ${number(y(value))}`
  })
  return path
}

export function partialPath({ partial }: Pick<ChartLine, 'partial'>, { x, y }: Place): string {
  if (!partial) return ''
  const [from, to] = partial
  if (from.value === null || to.value === null) return ''
  return `M${number(x(from.x))} ${number(y(from.value))}L${number(x(to.x))} ${number(y(to.value))}`
}
