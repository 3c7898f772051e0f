/** How far the node of one job is with finding out what it would change; `failed`: it said so, but its command did not end well. */
export const dryRunStates = ['waiting', 'found', 'failed', 'given_up'] as const
export type DryRunState = (typeof dryRunStates)[number]

export type DryRunCounts = Record<DryRunState, number>

/** How many jobs are how; null where nobody asked for one. */
export function countDryRuns(jobs: readonly { dryRun: DryRunState | null }[]): DryRunCounts | null {
  const counts: DryRunCounts = { waiting: 0, found: 0, failed: 0, given_up: 0 }
  for (const { dryRun } of jobs) if (dryRun !== null) counts[dryRun] += 1
  return Object.values(counts).some((count) => count > 0) ? counts : null
}

/** Beside the state of a job. */
export const dryRunWords: Readonly<Record<DryRunState, string>> = {
  waiting: 'dry run awaited',
  found: 'dry run done',
  failed: 'dry run failed',
  given_up: 'no dry run',
}

const nodesText = (count: number): string => `${count} ${count === 1 ? 'node' : 'nodes'}`

/** What the counts mean for approvals; `others`: jobs on nodes that were not asked. */
export function dryRunsText(
  { waiting, found, failed, given_up }: DryRunCounts,
  others: number,
): { text: string; bad: boolean }[] {
  const lines = [
    waiting > 0 &&
      `${nodesText(waiting)} ${waiting === 1 ? 'is' : 'are'} still finding out. Approvals there wait for that, ten minutes at most.`,
    found > 0 &&
      `${nodesText(found)} found out. Owners read it before they decide; their approval covers it.`,
    given_up > 0 && `${nodesText(given_up)} did not say in time, or somebody went on without it.`,
    others > 0 && `${nodesText(others)} ${others === 1 ? 'offers' : 'offer'} no dry run.`,
  ]
  const bad = failed > 0 && `On ${nodesText(failed)} the dry run failed. No policy approves those.`
  return [
    ...(bad ? [{ text: bad, bad: true }] : []),
    ...lines.flatMap((text) => (text ? [{ text, bad: false }] : [])),
  ]
}
