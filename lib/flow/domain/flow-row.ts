/** The moments of a job in epoch seconds; null: it has not come to that, or nobody knows when. */
export type FlowRow = {
  task: string
  status: string
  requested: number
  /** Of the last approval or rejection. */
  decided: number | null
  started: number | null
  ended: number | null
  /** When the verdict on its run was settled. */
  verified: number | null
}

export const flowSteps = ['decision', 'start', 'run', 'verdict', 'whole'] as const
export type FlowStep = (typeof flowSteps)[number]

const between: Record<FlowStep, (row: FlowRow) => readonly [number | null, number | null]> = {
  decision: ({ requested, decided }) => [requested, decided],
  start: ({ decided, started }) => [decided, started],
  run: ({ started, ended }) => [started, ended],
  verdict: ({ ended, verified }) => [ended, verified],
  whole: ({ requested, started, ended }) => [started === null ? null : requested, ended],
}

/** How long a step of a job took, in seconds; null without both its ends, or where foreign times put them in the wrong order. */
export function stepSeconds(row: FlowRow, step: FlowStep): number | null {
  const [from, to] = between[step](row)
  return from === null || to === null || to < from ? null : to - from
}
