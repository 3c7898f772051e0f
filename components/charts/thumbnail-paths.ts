import type { ChartRow } from './chart-rows'

/** SVG paths in a box of 100 × 100, one subpath per run of buckets without a gap. */
type ThumbnailPaths = { line: string; band: string; dots: { x: number; y: number }[] }

const number = (value: number): string => String(Math.round(value * 100) / 100)

/** Runs of neighbouring buckets that have samples. */
function runs(rows: readonly ChartRow[]): ChartRow[][] {
  const found: ChartRow[][] = []
  let run: ChartRow[] | null = null
  for (const row of rows) {
    if (row.avg === null) run = null
    else if (run) run.push(row)
    else {
      run = [row]
      found.push(run)
    }
  }
  return found
}

/** Draws averages as lines and min–max as bands; both skip gaps, and a single bucket becomes a dot. */
export function thumbnailPaths(
  rows: readonly ChartRow[],
  time: { from: number; to: number },
  domain: readonly [number, number],
): ThumbnailPaths {
  const x = (row: ChartRow): number => ((row.x - time.from) / (time.to - time.from)) * 100
  const y = (value: number): number => (1 - (value - domain[0]) / (domain[1] - domain[0])) * 100
  const path = (points: [number, number][]): string =>
    points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${number(px)} ${number(py)}`).join('')
  const found = runs(rows)
  const long = found.filter((run) => run.length > 1)
  const at = (run: ChartRow[], pick: (row: ChartRow) => number | null): [number, number][] =>
    run.map((row) => [x(row), y(pick(row) ?? row.avg ?? 0)])
  return {
    line: long.map((run) => path(at(run, (row) => row.avg))).join(''),
    band: long
      .map((run) => `${path([...at(run, (row) => row.max), ...at(run, (row) => row.min).reverse()])}Z`)
      .join(''),
    dots: found.flatMap((run) => {
      const [row] = run
      return run.length === 1 && row && row.avg !== null ? [{ x: x(row), y: y(row.avg) }] : []
    }),
  }
}
