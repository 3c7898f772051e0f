import { Notice } from '@/components/ui/notice'
import type { DelegableNode } from '@/lib/consent/domain/own-delegations'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import type { NodeResult } from './delegate-nodes'

/** What became of each node: how many were delegated, and why others were not. */
export function DelegateResults(props: { results: readonly NodeResult[]; nodes: readonly DelegableNode[] }) {
  const { results, nodes } = props
  if (results.length === 0) return null
  const refused = results.filter(({ failure }) => failure !== null)
  const done = results.length - refused.length
  const nameOf = (did: string): string => nodes.find((node) => node.did === did)?.name ?? shortDid(did)
  return (
    <Notice tone={refused.length === 0 ? 'info' : 'warning'}>
      <p role="status">
        Delegated {countText(done)} of {countText(results.length)} {results.length === 1 ? 'node' : 'nodes'}.
      </p>
      {refused.length > 0 && (
        <ul className="mt-1 max-h-40 overflow-y-auto">
          {refused.map(({ node_did, failure }) => (
            <li key={node_did} className="[overflow-wrap:anywhere]">
              <bdi className="font-medium" title={node_did}>
                {nameOf(node_did)}
              </bdi>
              : {failure?.detail}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
