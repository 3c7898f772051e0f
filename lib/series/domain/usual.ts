import { leastWeeks, type UsualBand } from './baseline'

/** What is usual for a metric over the shown range, or why it is not drawn. */
export type Usual = { band: UsualBand; why: null } | { band: null; why: string }

/** Hours are too narrow to be seen on a longer range. */
export const longestUsualSeconds = 35 * 86_400

export const whyTooLong = 'What is usual is by the hour; choose a range of 35 days or less to see it.'
export const whyCounter = 'A counter only grows, so no value of it is usual.'

export const whyTooFew = (weeks: number): string =>
  `What is usual needs ${leastWeeks} weeks of reports before the hours shown; ${
    weeks === 0 ? 'there are none' : `there ${weeks === 1 ? 'is' : 'are'} ${weeks}`
  }.`
