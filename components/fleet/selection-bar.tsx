import { useRouter } from 'next/navigation'
import { useSyncExternalStore, useTransition } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-send'
import { compareHref } from '@/lib/compare/domain/compare-href'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { countText } from '@/lib/kernel/text/count-text'
import { fleetReader } from './fleet-reader'
import { readSelection, select, subscribeToSelection } from './selection'

/** As many lines as a comparison draws, and as many nodes as an address has room for. */
const most = { compared: 50, requested: 200 } as const

const none: ReadonlySet<string> = new Set()

const requestHref = (dids: readonly string[]): string =>
  dids.length === 1
    ? `/jobs/new?node=${encodeURIComponent(dids[0] ?? '')}`
    : `/jobs/new?nodes=${dids.map(encodeURIComponent).join(',')}`

/** A link that is off while too many or too few nodes are chosen. */
function Go(props: { href: string; word: string; refusal: string | null }) {
  const { href, word, refusal } = props
  if (refusal !== null)
    return (
      <Button disabled title={refusal}>
        {word}
      </Button>
    )
  return <ButtonLink href={href}>{word}</ButtonLink>
}

const refusalOf = (count: number, atMost: number): string | null => {
  if (count === 0) return 'Select a node first.'
  return count > atMost ? `Select at most ${atMost} nodes.` : null
}

/** What can be done with the nodes that are chosen in the list. */
export default function SelectionBar(props: {
  filter: FleetFilter
  matching: number
  pins: readonly string[]
  pinning: { pin: Action; unpin: Action }
}) {
  const { filter, matching, pins, pinning } = props
  const router = useRouter()
  const chosen = useSyncExternalStore(subscribeToSelection, readSelection, () => null) ?? none
  const [pending, start] = useTransition()
  const dids = [...chosen]
  const count = dids.length
  const unpins = count > 0 && dids.every((did) => pins.includes(did))
  const selectAll = () =>
    start(async () => {
      const answer = await fleetReader(filter).order()
      if (answer.ok) select(new Set(answer.value.dids))
      else toast.error(answer.error.detail)
    })
  const pinAll = () =>
    start(async () => {
      for (const did of dids.filter((one) => pins.includes(one) === unpins)) {
        const result = await (unpins ? pinning.unpin : pinning.pin)({ did })
        if (!result.ok) {
          toast.error(result.error.detail)
          break
        }
      }
      router.refresh()
    })
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-3 z-20 mx-auto flex max-w-full flex-wrap items-center gap-2 rounded-card border border-strong bg-surface px-3.5 py-2.5 shadow-lg"
    >
      <span role="status" className="mr-1 font-title">
        {countText(count)} selected
      </span>
      <Go word="Compare" href={compareHref(dids)} refusal={refusalOf(count, most.compared)} />
      <Go word="Request a job…" href={requestHref(dids)} refusal={refusalOf(count, most.requested)} />
      <Button disabled={pending || count === 0 || count > most.requested} onClick={pinAll}>
        {unpins ? 'Unpin' : 'Pin'}
      </Button>
      {count < matching && (
        <Button variant="ghost" disabled={pending} onClick={selectAll}>
          Select all {countText(matching)}
        </Button>
      )}
      <Button variant="ghost" onClick={() => select(null)}>
        Clear
      </Button>
      <span className="flex items-center gap-1 text-xs text-ink-2 max-lg:hidden">
        <Kbd>x</Kbd> row, <Kbd>Shift x</Kbd> range
      </span>
    </section>
  )
}
