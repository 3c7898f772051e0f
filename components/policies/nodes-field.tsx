import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CheckList } from '@/components/ui/check-list'
import { Input } from '@/components/ui/field'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import { matchingNodes, sharedLabels } from '@/lib/policies/domain/form-choices'
import type { OwnNode } from '@/lib/policies/domain/policy-page'

/** From as many on, names and labels are searched. */
const many = 8

/** Which of the nodes that offer the task; those that the draft names besides stay until they are taken out. */
export function NodesField(props: {
  offering: readonly OwnNode[]
  nodes: readonly string[]
  nameOf: (did: string) => string
  change: (dids: string[]) => void
}) {
  const { offering, nodes, nameOf, change } = props
  const [filter, setFilter] = useState('')
  const gone = nodes.filter((did) => !offering.some((node) => node.did === did))
  const matching = matchingNodes(offering, filter)
  const shown = filter.trim() === '' ? [...matching, ...gone] : matching
  if (offering.length + gone.length === 0) return <p className="text-ink-2 sm:pt-1.5">Choose a task first.</p>
  const toggle = (did: string, on: boolean) =>
    change(on ? [...nodes, did] : nodes.filter((one) => one !== did))
  const sets = [{ label: 'All', dids: offering.map(({ did }) => did) }, ...sharedLabels(offering)]
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-1.5">
        {sets.map(({ label, dids }) => (
          <Button key={label} size="sm" onClick={() => change(dids)}>
            {label} <span className="text-ink-3 tabular-nums">{dids.length}</span>
          </Button>
        ))}
        <Button size="sm" variant="ghost" disabled={nodes.length === 0} onClick={() => change([])}>
          None
        </Button>
      </div>
      {offering.length >= many && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <Input
            type="search"
            aria-label="Find nodes by name or label"
            placeholder="Name, or region:eu"
            className="max-w-52"
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
          />
          {filter.trim() !== '' && (
            <>
              <span className="text-xs text-ink-2 tabular-nums" role="status">
                {countText(matching.length)} of {countText(offering.length)} match
              </span>
              <Button
                size="sm"
                disabled={matching.length === 0}
                onClick={() => change([...new Set([...nodes, ...matching])])}
              >
                Add these
              </Button>
            </>
          )}
        </div>
      )}
      <CheckList
        choices={shown.map((did) => ({
          ...{ id: did, checked: nodes.includes(did) },
          label: (
            <>
              <bdi>{nameOf(did) === did ? shortDid(did) : nameOf(did)}</bdi>
              {gone.includes(did) && <span className="text-ink-3"> no longer offers it</span>}
            </>
          ),
        }))}
        toggle={toggle}
      />
    </div>
  )
}
