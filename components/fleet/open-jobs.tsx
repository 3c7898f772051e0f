import clsx from 'clsx'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'

const kinds = [
  { key: 'pending', word: 'pending', background: 'bg-pending-soft text-pending' },
  { key: 'lost', word: 'lost', background: 'bg-warning-soft text-warning' },
  { key: 'running', word: 'running', background: 'bg-running-soft text-running' },
  { key: 'approved', word: 'approved', background: 'bg-healthy-soft text-healthy' },
] as const

type Jobs = NonNullable<FleetRow['openJobs']>

export const hasOpenJobs = (jobs: FleetRow['openJobs']): boolean =>
  jobs !== null && kinds.some(({ key }) => jobs[key] > 0)

const pill = 'rounded-[4px] px-2 py-px text-xs font-medium'

/** A node's open jobs as pills, those that need a decision first; at most two, since a row has two lines. */
export function OpenJobs({ jobs }: { jobs: FleetRow['openJobs'] }) {
  return jobs === null ? (
    <span title="Another program has locked the jobs in the database" className="text-xs text-ink-3">
      locked
    </span>
  ) : (
    <Pills jobs={jobs} />
  )
}

function Pills({ jobs }: { jobs: Jobs }) {
  const open = kinds.filter(({ key }) => jobs[key] > 0)
  const shown = open.length > 2 ? open.slice(0, 1) : open
  const rest = open.slice(shown.length)
  return (
    <span className="flex gap-1 @4xl:flex-wrap">
      {shown.map(({ key, word, background }) => (
        <span key={key} className={clsx(pill, background)}>
          {jobs[key]} {word}
        </span>
      ))}
      {rest.length > 0 && (
        <span
          title={rest.map(({ key, word }) => `${jobs[key]} ${word}`).join(', ')}
          className={clsx(pill, 'bg-sunken text-ink-2')}
        >
          {rest.reduce((sum, { key }) => sum + jobs[key], 0)} more
        </span>
      )}
    </span>
  )
}
