import { Check, Pencil, Trash2, Users } from 'lucide-react'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-send'
import type { ListedView } from '@/lib/views/domain/listed-view'

const small =
  'touch-area relative shrink-0 rounded-[3px] p-1 text-ink-3 hover:bg-sunken hover:text-ink focus-visible:text-ink'

function Ask({
  view,
  remove,
  keep,
  onRemoved,
}: {
  view: ListedView
  remove: Action
  keep: () => void
  onRemoved: () => void
}) {
  const [pending, start] = useTransition()
  const confirm = () =>
    start(async () => {
      const result = await remove({ viewId: view.view_id })
      if (result.ok) onRemoved()
      else toast.error(result.error.detail)
    })
  return (
    <div className="flex flex-wrap items-center gap-2 px-2 py-1.5">
      <span className="min-w-0 flex-1 text-ink-2 [overflow-wrap:anywhere]">
        Delete <bdi className="font-medium text-ink">{view.name}</bdi>
        {view.shared && ' for everybody'}?
      </span>
      <Button size="sm" variant="danger" autoFocus disabled={pending} onClick={confirm}>
        Delete
      </Button>
      <Button size="sm" variant="ghost" disabled={pending} onClick={keep}>
        Keep it
      </Button>
    </div>
  )
}

/** One saved view: a link, and for its owner what changes it. */
export function ViewLine(props: {
  view: ListedView
  /** It is what the page shows. */
  shown: boolean
  remove: Action
  onRename: () => void
  onOpen: () => void
  onRemoved: () => void
}) {
  const { view, shown } = props
  const [asking, setAsking] = useState(false)
  if (asking)
    return (
      <li>
        <Ask view={view} remove={props.remove} keep={() => setAsking(false)} onRemoved={props.onRemoved} />
      </li>
    )
  return (
    <li className="flex items-center gap-1 rounded-control pr-1 hover:bg-paper">
      <Link
        href={view.href}
        aria-current={shown ? 'page' : undefined}
        onClick={props.onOpen}
        className="control-h flex min-w-0 flex-1 items-center gap-2 rounded-control px-2 hover:underline"
      >
        <span className="w-3.5 shrink-0">
          {shown && <Check className="size-3.5 text-accent" aria-hidden="true" />}
        </span>
        <bdi className="min-w-0 truncate" title={view.name}>
          {view.name}
        </bdi>
        {view.own && view.shared && (
          <Users className="size-3.5 shrink-0 text-ink-3" role="img" aria-label="shared with everybody" />
        )}
        {!view.own && (
          <span className="ml-auto shrink-0 text-xs text-ink-2">
            by <bdi>{view.by}</bdi>
          </span>
        )}
      </Link>
      {view.own && (
        <>
          <button
            type="button"
            className={small}
            aria-label={`Change: ${view.name}`}
            title="Change"
            onClick={props.onRename}
          >
            <Pencil className="size-3.5" aria-hidden="true" />
          </button>
          <button
            type="button"
            className={small}
            aria-label={`Delete: ${view.name}`}
            title="Delete"
            onClick={() => setAsking(true)}
          >
            <Trash2 className="size-3.5" aria-hidden="true" />
          </button>
        </>
      )}
    </li>
  )
}
