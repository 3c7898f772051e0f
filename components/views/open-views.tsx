import { Popover } from '@base-ui/react/popover'
import { type ReactElement, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { ListedView } from '@/lib/views/domain/listed-view'
import { useViews } from './use-views'
import { ViewForm } from './view-form'
import { ViewLine } from './view-line'
import type { ViewMenuProps } from './view-menu-props'

const Section = ({ title, children }: { title: string; children: ReactElement[] }) =>
  children.length > 0 && (
    <section aria-label={title} className="p-1.5 not-first:border-t">
      <h2 className="px-2 py-1 text-xs text-ink-2">{title}</h2>
      <ul>{children}</ul>
    </section>
  )

/** The saved views of a page: one's own, what others share, and a form for what the page shows now or for a new name. */
export default function OpenViews(props: ViewMenuProps & { trigger: ReactElement }) {
  const { page, query, mayShare, actions } = props
  const [open, setOpen] = useState(true)
  const [form, setForm] = useState<ListedView | 'new' | null>(null)
  const { views, problem, read } = useViews(page)
  const change = (next: boolean) => {
    setOpen(next)
    setForm(null)
    if (next) void read()
  }
  const done = () => {
    setForm(null)
    void read()
  }
  const line = (view: ListedView) => (
    <ViewLine
      key={view.view_id}
      view={view}
      shown={view.query === query}
      remove={actions.remove}
      onRename={() => setForm(view)}
      onOpen={() => setOpen(false)}
      onRemoved={done}
    />
  )
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger render={props.trigger} />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} collisionPadding={12} className="z-40">
          <Popover.Popup
            aria-label="Saved views"
            className="flex max-h-[min(32rem,var(--available-height))] w-80 max-w-(--available-width) flex-col overflow-y-auto rounded-card border border-strong bg-surface text-ink outline-none"
          >
            {form === null ? (
              <>
                <Section title="Mine">{(views ?? []).filter(({ own }) => own).map(line)}</Section>
                <Section title="Shared">{(views ?? []).filter(({ own }) => !own).map(line)}</Section>
                <p role="status" className="px-3.5 text-ink-2 not-empty:py-2.5">
                  {problem ?? (views === null ? 'Loading…' : views.length === 0 ? 'No saved views yet.' : '')}
                </p>
                <div className="border-t p-2">
                  <Button className="w-full" onClick={() => setForm('new')}>
                    Save view…
                  </Button>
                </div>
              </>
            ) : (
              <ViewForm
                {...{ page, query, mayShare, actions, done }}
                view={form === 'new' ? null : form}
                cancel={() => setForm(null)}
              />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
