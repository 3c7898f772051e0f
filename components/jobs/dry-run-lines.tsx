import clsx from 'clsx'
import { ScrollBox } from '@/components/ui/scroll-box'
import { type LineChange, lineChanges } from '@/lib/jobs/domain/line-changes'
import { LogLineText } from './log-line-text'

/** So many lines are read without unfolding anything. */
export const mostAtFirst = 12

const linesOf = (output: string): string[] =>
  output.split('\n').slice(0, output.endsWith('\n') ? -1 : undefined)

const marks = { gone: '−', new: '+', same: ' ' } as const
const words = { gone: 'before: ', new: 'now: ', same: '' } as const

const Lines = ({ lines, marked }: { lines: readonly LineChange[]; marked: boolean }) => (
  <ol className="font-mono text-xs">
    {lines.map(({ kind, line }, index) => (
      <li
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        key={index}
        className={clsx(
          'flex gap-2 px-3 [contain-intrinsic-size:auto_1.25rem] [content-visibility:auto]',
          kind === 'gone' && 'bg-error-soft',
          kind === 'new' && 'bg-healthy-soft',
        )}
      >
        {marked && (
          <span className={clsx('shrink-0 whitespace-pre select-none', kind !== 'same' && 'font-semibold')}>
            <span aria-hidden="true">{marks[kind]}</span>
            <span className="sr-only">{words[kind]}</span>
          </span>
        )}
        <span className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
          {line === '' ? '\u00a0' : <LogLineText line={line} />}
        </span>
      </li>
    ))}
  </ol>
)

export const plainLines = (output: string): LineChange[] =>
  linesOf(output).map((line) => ({ kind: 'same', line }))

export const changedLines = (before: string, output: string): LineChange[] =>
  lineChanges(linesOf(before), linesOf(output))

/** What a dry run said, with the colours that it asked for; of a long one the beginning, and the rest unfolds. */
export function DryRunLines({ lines, marked = false }: { lines: readonly LineChange[]; marked?: boolean }) {
  const rest = lines.slice(mostAtFirst)
  return (
    <div className="rounded-control border bg-sunken py-2">
      <Lines lines={lines.slice(0, mostAtFirst)} marked={marked} />
      {rest.length > 0 && (
        <details>
          <summary className="cursor-pointer px-3 pt-1.5 text-xs text-accent">
            {rest.length === 1 ? '1 more line' : `${rest.length.toLocaleString('en-GB')} more lines`}
          </summary>
          <ScrollBox label="The rest of what would change" className="max-h-96">
            <Lines lines={rest} marked={marked} />
          </ScrollBox>
        </details>
      )}
    </div>
  )
}
