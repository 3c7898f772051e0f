import clsx from 'clsx'
import type { FleetRow } from '@/lib/domain/fleet'

const kinds = [
  { key: 'pending', word: 'pending', ground: 'bg-pending-soft text-pending' },
  { key: 'lost', word: 'lost', ground: 'bg-warning-soft text-warning' },
  { key: 'running', word: 'running', ground: 'bg-running-soft text-running' },
  { key: 'approved', word: 'approved', ground: 'bg-healthy-soft text-healthy' },
] as const

type Jobs = FleetRow['openJobs']

export const hasOpenJobs = (jobs: Jobs): boolean => kinds.some(({ key }) => jobs[key] > 0)

/** The open jobs of a node as pills, those that wait for somebody first; nothing where there are none. */
export const OpenJobs = ({ jobs }: { jobs: Jobs }) => (
  <span className="flex flex-wrap gap-1">
    {kinds.map(({ key, word, ground }) =>
      jobs[key] > 0 ? (
        <span key={key} className={clsx('rounded-[4px] px-2 py-px text-xs font-medium', ground)}>
          {jobs[key]} {word}
        </span>
      ) : null,
    )}
  </span>
)
