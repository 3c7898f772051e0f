import { Check, Undo2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import { useSecondsLeft } from './use-seconds-left'
import type { Made, useTriage } from './use-triage'

const shortcuts: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['j', 'k'], 'next and previous row'],
  [['Enter'], 'open the page of the job'],
  [['x'], 'select it, to decide on several together'],
  [['b'], 'review what is selected together'],
  [['a'], 'approve, once the request has been on screen for a second'],
  [['r'], 'reject; Ctrl-Enter in the reason sends it'],
  [['n'], 'leave this one and go on; from the last to the first'],
  [['z'], 'undo the last decision while that is possible'],
  [['?'], 'these keys'],
]

function LastDecision(props: { made: Made; keys: boolean; undoing: boolean; undo: () => void }) {
  const { task, node, said, until } = props.made
  const left = useSecondsLeft(until)
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-card border bg-healthy-soft px-3.5 py-1.5">
      <Check className="size-4 shrink-0 text-healthy" aria-hidden="true" />
      <p role="status" className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <bdi className="font-mono font-medium">{task}</bdi> on <bdi>{node}</bdi> {said}.
      </p>
      {left > 0 && (
        <>
          <span className="text-ink-2">Its agent may start in {left} s.</span>
          <Button size="sm" disabled={props.undoing} onClick={props.undo}>
            <Undo2 className="size-3.5" aria-hidden="true" />
            Undo {props.keys && <Kbd>z</Kbd>}
          </Button>
        </>
      )}
    </div>
  )
}

/** Below the list: what was decided last, why it could not be undone, and the keys. Part of the triage. */
export function TriageFoot(props: {
  triage: ReturnType<typeof useTriage>
  keys: boolean
  help: boolean
  showHelp: (shown: boolean) => void
}) {
  const { bar, made, undo, undone, undoing, failure } = props.triage
  return (
    <div ref={bar} className="sticky bottom-2 z-10 flex flex-col gap-2 max-xl:static">
      {failure && <Notice tone="error">{failure.detail}</Notice>}
      {made && <LastDecision made={made} keys={props.keys} undoing={undoing} undo={undo} />}
      {undone !== '' && (
        <p role="status" className="text-ink-2">
          {undone}
        </p>
      )}
      {props.keys && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2 touch:hidden">
          <span>
            <Kbd>j</Kbd> <Kbd>k</Kbd> move
          </span>
          <span>
            <Kbd>x</Kbd> select
          </span>
          <span>
            <Kbd>a</Kbd> approve
          </span>
          <span>
            <Kbd>r</Kbd> reject
          </span>
          <span>
            <Kbd>n</Kbd> next
          </span>
          <button
            type="button"
            className="touch-area relative hover:text-ink"
            onClick={() => props.showHelp(true)}
          >
            <Kbd>?</Kbd> all keys
          </button>
        </p>
      )}
      {props.help && (
        <Dialog title="Keys" onClose={() => props.showHelp(false)}>
          <DialogBody>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
              {shortcuts.map(([keys, does]) => (
                <div key={does} className="contents">
                  <dt className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
            <p className="text-xs text-ink-2">“My account” turns them off in this browser.</p>
          </DialogBody>
        </Dialog>
      )}
    </div>
  )
}
