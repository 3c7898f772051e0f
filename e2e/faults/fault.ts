/** What `npm run faults` asks for; `random` gives numbers from 0 to 1 that follow from the seed. */
export type Run = { rounds: number; random: () => number }

export type Outcome = {
  acknowledged: number
  /** Acknowledged, but not in the database. */
  lost: number
  /** More than once in the database. */
  doubled: number
  /** Milliseconds of each round from the end of the fault until everything was answered again. */
  back: number[]
  /** What else must not have happened, in words. */
  wrong: string[]
  /** For the table; '' if there is nothing to say. */
  note: string
}

export type Fault = {
  name: string
  /** What is broken, for the table. */
  what: string
  /** Milliseconds that `back` may take. */
  backWithin: number
  /** Why it cannot be tried on this machine, in words; null if it can. */
  cannot: () => string | null
  run: (run: Run) => Promise<Outcome>
}

/** What is wrong with an outcome, in words; empty if nothing is. */
export function verdict({ backWithin }: Pick<Fault, 'backWithin'>, outcome: Outcome): string[] {
  const late = outcome.back.filter((ms) => ms > backWithin)
  return [
    ...(outcome.acknowledged === 0 ? ['nothing was acknowledged'] : []),
    ...(outcome.lost > 0 ? [`${outcome.lost} lost`] : []),
    ...(outcome.doubled > 0 ? [`${outcome.doubled} doubled`] : []),
    ...(late.length > 0 ? [`back too late (${late.length} of ${outcome.back.length} rounds)`] : []),
    ...outcome.wrong,
  ]
}
