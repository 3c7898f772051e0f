import clsx from 'clsx'
import type { JobRow } from '@/lib/board/domain/job-board'
import { verdictTitle } from '@/lib/verdicts/domain/verdict'
import { verdictLooks } from './verdict-look'

/** A settled verdict as shape, word and colour. */
export function VerdictMark({ verdict: { is, why, back } }: { verdict: NonNullable<JobRow['verdict']> }) {
  const { icon: Icon, ink } = verdictLooks[is]
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', back ? 'text-ink-2' : ink)}>
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {verdictTitle(is, why)}
      {back && ', came back'}
    </span>
  )
}
