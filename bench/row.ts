import { median } from './stats'

type Unit = 'ms' | 's' | 'reports/s' | 'jobs/s' | 'lines/s' | 'MB' | '%'

/** What one side needed: the median and its samples. */
export type Figure = { value: number; unit: Unit; samples: number[] }

/** The ratio of the two sides; `of` gives its direction. */
type Ratio = { value: number; of: 'ours ÷ theirs' | 'theirs ÷ ours' }

type Aim = { least: number } | { most: number }

/** One row of the result. `ours` null: not measured, and `note` says why. */
export type Row = {
  work: string
  against: string
  ours: Figure | null
  theirs: Figure | null
  ratio: Ratio | null
  /** The target for the ratio if there is one, else for our own figure; null: for information. */
  aim: Aim | null
  met: boolean | null
  note: string
}

const figure = (samples: number[], unit: Unit): Figure => ({ value: median(samples), unit, samples })

const holds = (value: number, aim: Aim | null): boolean | null => {
  if (!aim) return null
  return 'least' in aim ? value >= aim.least : value <= aim.most
}

type Described = { work: string; aim?: Aim; note?: string }

type Compared = Described & {
  against: string
  ours: number[]
  theirs: number[]
  unit: Unit
  ratio: Ratio['of']
}

/** A row of two sides, measured in the same rounds. */
export function compared({ work, against, unit, aim, note, ...sides }: Compared): Row {
  const ours = figure(sides.ours, unit)
  const theirs = figure(sides.theirs, unit)
  const of = sides.ratio
  const value = of === 'ours ÷ theirs' ? ours.value / theirs.value : theirs.value / ours.value
  return {
    ...{ work, against, ours, theirs, ratio: { value, of } },
    ...{ aim: aim ?? null, met: holds(value, aim ?? null), note: note ?? '' },
  }
}

type Single = Described & { against?: string; ours: number[]; unit: Unit }

/** A row of one side. */
export function single({ work, against, ours, unit, aim, note }: Single): Row {
  const found = figure(ours, unit)
  return {
    ...{ work, against: against ?? '', ours: found, theirs: null, ratio: null },
    ...{ aim: aim ?? null, met: holds(found.value, aim ?? null), note: note ?? '' },
  }
}

type Beside = Described & { against: string; ours: number[]; theirs: number[]; unit: Unit }

/** A row of two sides, measured in the same rounds, whose target is for our own figure. */
export const beside = ({ theirs, ...ours }: Beside): Row => ({
  ...single(ours),
  theirs: figure(theirs, ours.unit),
})

export const notMeasured = (work: string, against: string, why: string): Row => ({
  ...{ work, against, ours: null, theirs: null, ratio: null, aim: null, met: null, note: why },
})
