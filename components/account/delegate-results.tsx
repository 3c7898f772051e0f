import { Notice } from '@/components/ui/notice'
import type { DelegableNode } from '@/lib/consent/domain/own-delegations'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import type { NodeResult } from './delegate-nodes'

/** What became of each node: how many were delegated, and why others were not, those with the same reason together. */
export function DelegateResults(props: { results: readonly NodeResult[]; nodes: readonly DelegableNode[] }) {
  const { results, nodes } = props
  if (results.length === 0) return null
  const reasons = new Map<string, string[]>()
  for (const { node_did, failure } of results)
    if (failure) reasons.set(failure.detail, [...(reasons.get(failure.detail) ?? []), node_did])
  const refused = [...reasons.values()].flat().length
  const nameOf = (did: string): string => nodes.find((node) => node.did === did)?.name ?? shortDid(did)
  return (
    <Notice tone={refused === 0 ? 'info' : 'warning'}>
      <p role="status">
        Delegated {countText(results.length - refused)} of {countText(results.length)}{' '}
        {results.length === 1 ? 'node' : 'nodes'}.
      </p>
      {[...reasons].map(([detail, dids]) => (
        <div key={detail} className="mt-1 [overflow-wrap:anywhere]">
          <p>{detail}</p>
          <details open={dids.length === 1}>
            <summary className="cursor-pointer py-1 text-ink-2 pointer-coarse:py-3">
              {dids.length === 1 ? '1 node is left' : `${countText(dids.length)} nodes are left`}
            </summary>
            <ul className="max-h-40 columns-[9rem] gap-x-4 overflow-y-auto">
              {dids.map((did) => (
                <li key={did} className="truncate" title={did}>
                  <bdi>{nameOf(did)}</bdi>
                </li>
              ))}
            </ul>
          </details>
        </div>
      ))}
    </Notice>
  )
}
