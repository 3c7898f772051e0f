import clsx from 'clsx'
import { Ban, Check, Circle, CircleHelp, type LucideIcon, Play, Undo2 } from 'lucide-react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { useSecondsLeft } from './use-seconds-left'
import type { SheetOutcome, SheetResult, useSheet } from './use-sheet'

const looks: Record<SheetResult['is'], { word: string; icon: LucideIcon; ink: string; bar: string }> = {
  done: { word: 'Done', icon: Check, ink: 'text-healthy', bar: 'bg-healthy' },
  refused: { word: 'Not counted', icon: Ban, ink: 'text-warning', bar: 'bg-warning' },
  unknown: { word: 'No answer', icon: CircleHelp, ink: 'text-error', bar: 'bg-error' },
  sending: { word: 'Sending', icon: Play, ink: 'text-running', bar: 'bg-running' },
  waiting: { word: 'Waiting', icon: Circle, ink: 'text-pending', bar: 'bg-sunken' },
}

/** What became of each decision. Part of the sheet. */
export function SheetResults(props: {
  sheet: ReturnType<typeof useSheet>
  outcomes: readonly SheetOutcome[]
  back: string
}) {
  const { sheet, outcomes } = props
  const count = (...is: SheetResult['is'][]) => outcomes.filter((one) => is.includes(one.is)).length
  const ended = count('done', 'refused', 'unknown')
  const left = useSecondsLeft(sheet.made?.decision === 'approve' ? sheet.made.until : null)
  return (
    <>
      {sheet.refused !== null && <Notice tone="error">{sheet.refused}</Notice>}
      <Card
        title={
          <span role="status">
            {ended} of {outcomes.length} done
          </span>
        }
        aside={`${count('done')} counted · ${count('refused', 'unknown')} not counted`}
      >
        <div className="mb-2.5 flex gap-0.5" aria-hidden="true">
          {outcomes.map(({ item, is }) => (
            <span key={item.jobId} className={clsx('h-1 flex-1 rounded-full', looks[is].bar)} />
          ))}
        </div>
        <ul className="grid gap-x-6 lg:grid-cols-2">
          {outcomes.map((outcome) => (
            <Outcome key={outcome.item.jobId} {...outcome} />
          ))}
        </ul>
        <div className="mt-3.5 flex flex-wrap justify-end gap-2">
          {left > 0 && count('done') > 0 && (
            <Button disabled={sheet.pending} onClick={sheet.undo}>
              <Undo2 className="size-4" aria-hidden="true" />
              Undo {count('done')} ({left} s)
            </Button>
          )}
          <ButtonLink variant="primary" href={props.back}>
            Next requests
          </ButtonLink>
        </div>
      </Card>
    </>
  )
}

function Outcome({ item, is, said }: SheetOutcome) {
  const { word, icon: Icon, ink } = looks[is]
  return (
    <li className="grid grid-cols-[7rem_minmax(0,1fr)] items-baseline gap-x-2.5 border-b py-1.5">
      <span className={clsx('flex items-center gap-1.5 font-medium', ink)}>
        <Icon className="size-3.5 shrink-0" aria-hidden="true" />
        {word}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <Link href={`/jobs/${item.jobId}`} className="hover:underline">
          <bdi className="font-medium">{item.node}</bdi> <bdi className="font-mono">{item.task}</bdi>
        </Link>{' '}
        <span className="text-ink-2">{said}</span>
      </span>
    </li>
  )
}
