import { ProgressBar } from '@/components/ui/progress-bar'
import type { VerificationView } from '@/lib/history/domain/verification-view'
import { durationName } from '@/lib/series/domain/time-range'

const steps = { entries: 'Chains and checkpoints', jobs: 'Jobs against their events' } as const
const number = (count: number): string => count.toLocaleString('en-GB')

/** How long a step still takes if it goes on as it did; null while that would be a guess. */
function secondsLeft({ startedAt, progress }: VerificationView): number | null {
  if (startedAt === null || progress === null || progress.step !== 'entries') return null
  const elapsed = (Date.now() - Date.parse(startedAt)) / 1_000
  const share = progress.of === 0 ? 1 : progress.done / progress.of
  return elapsed < 3 || share < 0.05 ? null : (elapsed / share) * (1 - share)
}

/** A verification under way: what is read, how far it is, and that the page can be left. */
export function VerificationRunning({ run }: { run: VerificationView }) {
  const { progress } = run
  const left = secondsLeft(run)
  return (
    <>
      {progress === null ? (
        <p className="text-ink-2">{run.startedAt === null ? 'About to begin.' : 'Begun.'}</p>
      ) : (
        <>
          <p className="text-ink-2" suppressHydrationWarning>
            {steps[progress.step]}: {number(progress.done)} of {number(progress.of)}
            {left !== null && left >= 1 && `; about ${durationName(left)} left`}
          </p>
          <ProgressBar
            percent={progress.of === 0 ? 100 : (100 * progress.done) / progress.of}
            label={steps[progress.step]}
          />
        </>
      )}
      <p className="text-xs text-ink-2">
        {run.by === null ? 'The nightly run.' : `Asked for by ${run.by.you ? 'you' : run.by.name}.`} You can
        leave this page.
      </p>
    </>
  )
}
