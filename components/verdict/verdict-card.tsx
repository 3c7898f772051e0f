import clsx from 'clsx'
import type { ReactNode } from 'react'
import { ExactTime, TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobVerdict } from '@/lib/board/domain/job-page'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { durationName } from '@/lib/series/domain/time-range'
import type { StoredEvidence } from '@/lib/verdicts/domain/evidence'
import { settledSeconds, verdictTitle, watchedSeconds } from '@/lib/verdicts/domain/verdict'
import { type Piece, verdictPieces } from '@/lib/verdicts/domain/words'
import { HowJudged } from './how-judged'
import { verdictLooks } from './verdict-look'

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()

/** How far the verdict goes, and when it is looked at again. */
function Standing({ evidence, helped }: { evidence: StoredEvidence; helped: JobVerdict }) {
  const { run, until, backAt } = evidence
  if (helped.settledAt === null)
    return (
      <>
        Preliminary, from {durationName(until - run.to)} of reports after the run; settled{' '}
        <TimeAgo iso={iso(run.to + settledSeconds)} />.
      </>
    )
  return (
    <>
      Settled <ExactTime iso={helped.settledAt} />.
      {backAt !== null && (
        <>
          {' '}
          It came back <TimeAgo iso={iso(backAt)} />.
        </>
      )}
      {helped.lookAt !== null && (
        <>
          {' '}
          Watched for a return until <ExactTime iso={iso(run.to + watchedSeconds)} />.
        </>
      )}
    </>
  )
}

const Sentence = ({ pieces }: { pieces: Piece[] }) =>
  pieces.map(({ text, code }, index) => {
    // The same code may come twice.
    const key = `${index}`
    return code ? (
      <span key={key} className="font-mono text-base">
        <VisibleText parts={visibleData(text)} />
      </span>
    ) : (
      <span key={key}>{text}</span>
    )
  })

/** Whether a run helped, before anything else on its page; `children`: the charts that show it. */
export function VerdictCard({
  helped,
  status,
  children,
}: {
  helped: JobVerdict
  status: string
  children?: ReactNode
}) {
  const { evidence } = helped
  if (evidence === null)
    return (
      <section
        aria-label="Did it help"
        className="mb-3.5 rounded-card border bg-surface px-4 py-3 text-ink-2"
      >
        Whether it helped is judged from the next reports of the node, within two minutes.
      </section>
    )
  const { icon: Icon, edge, ink, disc } = verdictLooks[evidence.verdict]
  return (
    <section
      aria-label="Did it help"
      className={clsx('mb-3.5 min-w-0 rounded-card border border-l-3 bg-surface', edge)}
    >
      <div className="flex items-start gap-3 px-4 py-3">
        <span className={clsx('mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-full', disc)}>
          <Icon className="size-5" aria-hidden="true" />
        </span>
        <div className="min-w-0">
          <p className="text-[17px] leading-6 [overflow-wrap:anywhere]">
            <strong className={clsx('font-title', ink)}>
              {verdictTitle(evidence.verdict, evidence.why)}:
            </strong>{' '}
            <Sentence pieces={verdictPieces(evidence, status)} />
          </p>
          <div className="mt-1 text-xs text-ink-2">
            <Standing evidence={evidence} helped={helped} />
            <HowJudged />
          </div>
        </div>
      </div>
      {children}
    </section>
  )
}
