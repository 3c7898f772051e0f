/** What a campaign shows of a job: fewer states than a job has, each with a shape of its own. */
export const marks = {
  completed: { word: 'Completed', statuses: ['Completed'] },
  failed: { word: 'Failed', statuses: ['Failed'] },
  lost: { word: 'Lost', statuses: ['Lost'] },
  running: { word: 'Running', statuses: ['Running'] },
  approved: { word: 'Approved', statuses: ['Approved'] },
  waits: { word: 'Wait for consent', statuses: ['PendingApproval'] },
  refused: { word: 'Refused', statuses: ['Rejected'] },
  skipped: { word: 'Skipped', statuses: ['Cancelled', 'Expired'] },
} as const

export type Mark = keyof typeof marks

export const allMarks: readonly Mark[] = [
  ...(['completed', 'failed', 'lost', 'running'] as const),
  ...(['approved', 'waits', 'refused', 'skipped'] as const),
]

/** The mark of a status; one of another program has ended for all that is known. */
export const markOf = (status: string): Mark =>
  allMarks.find((mark) => marks[mark].statuses.some((one) => one === status)) ?? 'skipped'

/** How many jobs have each mark, by counts of their statuses. */
export function countMarks(byStatus: Readonly<Record<string, number>>): Record<Mark, number> {
  const counts: Record<Mark, number> = {
    ...{ completed: 0, failed: 0, lost: 0, running: 0 },
    ...{ approved: 0, waits: 0, refused: 0, skipped: 0 },
  }
  for (const [status, count] of Object.entries(byStatus)) counts[markOf(status)] += count
  return counts
}

/** "7 completed · 2 running", without what there is none of. */
export const marksText = (counts: Readonly<Record<Mark, number>>): string =>
  allMarks
    .filter((mark) => counts[mark] > 0)
    .map((mark) => `${counts[mark]} ${marks[mark].word.toLowerCase()}`)
    .join(' · ')
