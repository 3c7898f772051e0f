import { Button } from '@/components/ui/button'
import { CheckList } from '@/components/ui/check-list'
import { Input } from '@/components/ui/field'
import type { DelegableNode } from '@/lib/consent/domain/own-delegations'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'

/** From as many on, names are searched. */
const many = 8

/** Which of one's nodes: all of them at first. */
export function ChooseNodes(props: {
  nodes: readonly DelegableNode[]
  chosen: ReadonlySet<string>
  filter: string
  search: (filter: string) => void
  choose: (chosen: ReadonlySet<string>) => void
}) {
  const { nodes, chosen, filter, search, choose } = props
  const wanted = filter.trim().toLowerCase()
  const shown = nodes.filter(({ did, name }) => `${name ?? ''} ${did}`.toLowerCase().includes(wanted))
  const set = (dids: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const did of dids) on ? next.add(did) : next.delete(did)
    choose(next)
  }
  const dids = shown.map(({ did }) => did)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">Nodes</legend>
      <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        {nodes.length >= many && (
          <Input
            type="search"
            aria-label="Find a node"
            placeholder="Find a node"
            className="max-w-52"
            value={filter}
            onChange={({ target }) => search(target.value)}
            // It filters; it does not send the form.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
        )}
        <span className="text-xs text-ink-2 tabular-nums" role="status">
          {countText(chosen.size)} of {countText(nodes.length)} chosen
          {wanted !== '' && `, ${countText(shown.length)} match`}
        </span>
        <span className="ml-auto flex gap-1">
          <Button size="sm" variant="ghost" onClick={() => set(dids, true)}>
            {wanted === '' ? 'All' : 'Add these'}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => set(dids, false)}>
            {wanted === '' ? 'None' : 'Remove these'}
          </Button>
        </span>
      </div>
      <div className="rounded-control border bg-sunken px-3 py-1.5">
        <CheckList
          choices={shown.map(({ did, name, countsNone }) => ({
            ...{ id: did, checked: chosen.has(did) },
            label: (
              <>
                <bdi>{name ?? shortDid(did)}</bdi>
                {countsNone && <span className="text-xs text-warning"> counts no delegates</span>}
              </>
            ),
          }))}
          toggle={(did, on) => set([did], on)}
        />
      </div>
    </fieldset>
  )
}
