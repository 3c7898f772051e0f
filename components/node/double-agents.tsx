import { Notice } from '@/components/ui/notice'
import { VisibleText } from '@/components/ui/visible-text'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { visibleData } from '@/lib/kernel/text/visible-text'

/** Two agents report as this node: their samples are mixed in its charts. */
export const DoubleAgents = ({ hosts }: { hosts: NonNullable<NodeDetail['doubleAgents']> }) => (
  <Notice tone="error">
    Two agents use the token of this node: one on <VisibleText parts={visibleData(hosts.holder)} />, which
    gets its jobs, and one on <VisibleText parts={visibleData(hosts.other)} />. Give each agent a node and a
    token of its own.
  </Notice>
)
