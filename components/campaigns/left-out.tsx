import { Notice } from '@/components/ui/notice'
import type { LeftOut as Node } from '@/lib/campaigns/domain/fit'
import { shortDid } from '@/lib/kernel/did/short-did'

/** Nodes that cannot take part, each with why, before anything is sent. */
export function LeftOut({ nodes }: { nodes: readonly Node[] }) {
  if (nodes.length === 0) return null
  return (
    <Notice tone="warning">
      <p>
        {nodes.length === 1 ? 'One node is left out' : `${nodes.length} nodes are left out`}; nothing is asked
        for there:
      </p>
      <ul className="mt-1 max-h-48 overflow-y-auto" aria-label="Nodes that are left out">
        {nodes.map(({ did, name, why }) => (
          <li key={did} className="[overflow-wrap:anywhere]">
            <bdi title={did} className={name ? 'font-medium' : 'font-mono text-xs'}>
              {name ?? shortDid(did)}
            </bdi>{' '}
            {why}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
