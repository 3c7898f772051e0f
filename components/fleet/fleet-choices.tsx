import { Combobox } from '@base-ui/react/combobox'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { countText } from '@/lib/kernel/text/count-text'
import type { Choices } from './use-choices'

/** `nodes`: how many have it. `aside`: what tells apart those of one name. */
type Item = { value: string; name: string; nodes?: number | null; aside?: string }

/** The line under the search: loading, a failure, or that there are more choices. */
function status({ query, choices, more, problem, reading }: Choices, order: string): string | null {
  if (problem !== null) return problem
  if (reading && choices.length === 0) return 'Loading…'
  if (more) return `The ${order.replace('#', String(choices.length))}. Type to find others.`
  return choices.length === 0 && query.trim() !== '' ? `No matches for “${query.trim()}”.` : null
}

/** An open list with a search field. `fixed` choices come first until something is typed. */
export function FleetChoices(props: {
  trigger: ReactElement
  search: string
  /** Those shown first, in words: "# most common". */
  order?: string
  fixed?: Item[]
  /** One, or several at a time, in the order in which they were chosen. */
  chosen: string | readonly string[]
  asideOf?: (value: string) => string
  choices: Choices
  choose: (value: string) => void
  chooseAll?: (values: string[]) => void
}) {
  const { choices, order = '# most common' } = props
  const found = choices.choices.map((choice) => ({ ...choice, aside: props.asideOf?.(choice.value) }))
  const items: Item[] = [...(choices.query.trim() === '' ? (props.fixed ?? []) : []), ...found]
  const message = status(choices, order)
  return (
    <Root {...props} items={items}>
      <Combobox.Trigger render={props.trigger} />
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} collisionPadding={16} className="z-40">
          <Combobox.Popup
            aria-label={props.search}
            className="flex max-h-[min(26rem,var(--available-height))] w-72 max-w-(--available-width) flex-col rounded-card border border-strong bg-surface text-ink"
          >
            <div className="border-b p-1.5">
              <Combobox.Input
                placeholder={props.search}
                aria-label={props.search}
                className="control-h w-full rounded-control border border-strong bg-surface px-2.5 text-ink"
              />
            </div>
            <Combobox.List className="min-h-0 overflow-y-auto overscroll-contain p-1.5 empty:hidden">
              {(item: Item) => (
                <Combobox.Item
                  key={item.value}
                  value={item}
                  className="control-h flex cursor-pointer items-center gap-2 rounded-control px-2 data-highlighted:bg-sunken"
                >
                  <span className="w-3.5 shrink-0">
                    <Combobox.ItemIndicator>
                      <Check className="size-3.5 text-accent" aria-hidden="true" />
                    </Combobox.ItemIndicator>
                  </span>
                  <bdi className="min-w-0 flex-1 truncate" title={item.name}>
                    {item.name}
                  </bdi>
                  {typeof item.nodes === 'number' && (
                    <span className="shrink-0 text-xs text-ink-3">{countText(item.nodes)}</span>
                  )}
                  {item.aside && (
                    <bdi className="max-w-[45%] shrink-0 truncate font-mono text-xs text-ink-3">
                      {item.aside}
                    </bdi>
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
            <Combobox.Status className="px-3.5 text-xs text-ink-2 not-empty:py-2">{message}</Combobox.Status>
            {choices.problem !== null && (
              <Button size="sm" className="mx-3.5 mb-2.5" onClick={() => void choices.search(choices.query)}>
                Try again
              </Button>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Root>
  )
}

/** A choice of one closes the list; of several, it stays open. */
function Root(props: Parameters<typeof FleetChoices>[0] & { items: Item[]; children: ReactNode }) {
  const { items, chosen, choices, children } = props
  const shared = {
    ...{ defaultOpen: true, items, filter: null },
    isItemEqualToValue: (item: Item, other: Item) => item.value === other.value,
    itemToStringLabel: (item: Item) => item.name,
    onOpenChange: (open: boolean) => {
      if (open) void choices.search('')
    },
    onInputValueChange: (q: string, { reason }: { reason: string }) => {
      if (reason === 'input-change' || reason === 'input-clear') void choices.search(q)
    },
  }
  if (typeof chosen === 'string')
    return (
      <Combobox.Root
        {...shared}
        value={items.find(({ value }) => value === chosen) ?? null}
        onValueChange={(item: Item | null) => props.choose(item?.value ?? '')}
      >
        {children}
      </Combobox.Root>
    )
  return (
    <Combobox.Root
      {...shared}
      multiple
      value={chosen.map((value): Item => ({ value, name: value }))}
      onValueChange={(all: Item[]) => props.chooseAll?.(all.map(({ value }) => value))}
    >
      {children}
    </Combobox.Root>
  )
}
