import { median } from './stats'

type Unit = 'ms' | 's' | 'reports/s' | 'jobs/s' | 'MB' | '%'

/** What one side needed: the median, and every sample that it is the median of. */
export type Figure = { value: number; unit: Unit; samples: number[] }

/** A quotient of the two sides; `of` says which way round. */
type Ratio = { value: number; of: 'ours ÷ theirs' | 'theirs ÷ ours' }

type Aim = { least: number } | { most: number }

/** One line of the result. `ours` null: it could not be measured here, and `note` says why. */
export type Row = {
  work: string
  against: string
  ours: Figure | null
  theirs: Figure | null
  ratio: Ratio | null
  /** Of the ratio where there is one, otherwise of our own figure; null: for information. */
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

/** Two sides, measured in the same rounds. */
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

/** A figure by itself. */
export function single({ work, against, ours, unit, aim, note }: Single): Row {
  const found = figure(ours, unit)
  return {
    ...{ work, against: against ?? '', ours: found, theirs: null, ratio: null },
    ...{ aim: aim ?? null, met: holds(found.value, aim ?? null), note: note ?? '' },
  }
}

export const notMeasured = (work: string, against: string, why: string): Row => ({
  ...{ work, against, ours: null, theirs: null, ratio: null, aim: null, met: null, note: why },
})
