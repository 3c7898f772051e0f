import { Combobox } from '@base-ui/react/combobox'
import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '@/components/ui/button'
import { countText } from '@/lib/kernel/text/count-text'
import type { Choices } from './use-choices'

type Item = { value: string; name: string; nodes?: number }

/** What stands under the search: that it is read, failed, or that there is more. */
function status({ asked, choices, more, problem, reading }: Choices): string | null {
  if (problem !== null) return problem
  if (reading && choices.length === 0) return 'Reading…'
  if (more) return `The ${choices.length} most frequent. Type to find others.`
  return choices.length === 0 && asked.trim() !== ''
    ? `Nothing in the fleet contains “${asked.trim()}”.`
    : null
}

/** An open list to choose one from, with a search of its own. `fixed` come first while nothing is searched for. */
export function FleetChoices(props: {
  trigger: ReactElement
  search: string
  fixed: Item[]
  chosen: string
  choices: Choices
  choose: (value: string) => void
}) {
  const { choices, chosen } = props
  const items: Item[] = [...(choices.asked.trim() === '' ? props.fixed : []), ...choices.choices]
  const said = status(choices)
  return (
    <Combobox.Root
      defaultOpen
      items={items}
      filter={null}
      value={items.find(({ value }) => value === chosen) ?? null}
      isItemEqualToValue={(item: Item, other: Item) => item.value === other.value}
      itemToStringLabel={(item: Item) => item.name}
      onValueChange={(item: Item | null) => props.choose(item?.value ?? '')}
      onOpenChange={(open) => {
        if (open) void choices.ask('')
      }}
      onInputValueChange={(q, { reason }) => {
        if (reason === 'input-change' || reason === 'input-clear') void choices.ask(q)
      }}
    >
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
                  {item.nodes !== undefined && (
                    <span className="shrink-0 text-xs text-ink-3">{countText(item.nodes)}</span>
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
            <Combobox.Status className="px-3.5 text-xs text-ink-2 not-empty:py-2">{said}</Combobox.Status>
            {choices.problem !== null && (
              <Button size="sm" className="mx-3.5 mb-2.5" onClick={() => void choices.ask(choices.asked)}>
                Try again
              </Button>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
