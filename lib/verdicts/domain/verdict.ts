/** Whether a run helped, as far as the reports of its node say (docs/verdicts.md). */
export const verdicts = ['fixed', 'no_change', 'worse', 'not_enough_data'] as const
export type Verdict = (typeof verdicts)[number]

export const verdictNames: Record<Verdict, string> = {
  fixed: 'Fixed',
  no_change: 'No change',
  worse: 'Worse',
  not_enough_data: 'Not enough data',
}

/** Its word for people: with a node that was well before, there was nothing to change. `why`: of its evidence. */
export const verdictTitle = (verdict: Verdict, why: string | null): string =>
  why === 'still_well' ? 'Was well before' : verdictNames[verdict]

const minute = 60
const hour = 3_600
const day = 86_400

/** How long before the run a node's illnesses are looked at, to see whether they come and go by themselves. */
export const lookBackSeconds = 7 * day

/** What changes later than this after the end of a run is not put down to it. */
export const effectSeconds = hour

/** The verdict is settled so long after the end of the run. */
export const settledSeconds = 6 * hour

/** A fix that holds for less than a day has not seen the hours in which the illness used to come. */
export const leastHeldSeconds = day

/** For so long after the end of the run, a return of the illness opens the verdict again. */
export const watchedSeconds = 7 * day

/** When the clock looks, counted from the end of the run. */
const looks = [2 * minute, 15 * minute, hour, settledSeconds, watchedSeconds] as const

/** Until then reports of the time before may still arrive. */
export const graceSeconds = 20

/** The last look that is due `elapsed` seconds after the end of a run; null before the first. */
export const dueLook = (elapsed: number): number | null =>
  looks.findLast((look) => look + graceSeconds <= elapsed) ?? null

/** The look after this one; null after the last. */
export const nextLook = (look: number | null): number | null =>
  looks.find((one) => look === null || one > look) ?? null
