import clsx from 'clsx'
import type { JobLogLine } from '@/lib/board/domain/job-page'
import { streamWords } from '@/lib/board/domain/log-text'
import { clockTime } from '@/lib/kernel/time/exact-time'
import { LogLineText } from './log-line-text'

const streams = {
  stdout: 'border-l-hair',
  stderr: 'border-l-error',
  system: 'border-l-strong italic text-ink-2',
} as const

/** The lines of a log; those out of sight are not laid out. */
export const LogLines = (props: {
  lines: readonly JobLogLine[]
  zone: string
  matches: ReadonlySet<number>
  at: number | null
}) => (
  <ol className="font-mono text-xs">
    {props.lines.map(({ seq, at, stream, line }) => (
      <li
        key={seq}
        data-seq={seq}
        aria-current={props.at === seq ? 'true' : undefined}
        className={clsx(
          'flex gap-2.5 border-l-3 px-2.5 [contain-intrinsic-size:auto_1.25rem] [content-visibility:auto]',
          streams[stream],
          props.at === seq ? 'bg-accent-soft' : props.matches.has(seq) && 'bg-warning-soft',
        )}
      >
        <time dateTime={at} title={at} className="shrink-0 text-ink-2 max-sm:hidden" suppressHydrationWarning>
          {clockTime(at, props.zone)}
        </time>
        <span
          className={clsx('w-6 shrink-0', stream === 'stderr' ? 'font-semibold text-error' : 'text-ink-2')}
        >
          {streamWords[stream]}
        </span>
        <span className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
          <LogLineText line={line} />
        </span>
      </li>
    ))}
  </ol>
)
