import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import type { PolicyPage, PolicyRevision } from '@/lib/policies/domain/policy-page'
import { PolicyStatePill } from './policy-state-pill'

/** The title of a policy's page, below that of the settings. */
export const PolicyHead = (props: {
  title: string
  last?: PolicyRevision
  owner?: PolicyPage['owner']
  actions?: ReactNode
}) => (
  <div className="flex flex-wrap items-end justify-between gap-3">
    <div className="min-w-0">
      <nav aria-label="Policy" className="text-xs text-ink-3">
        <Link href="/settings/policies" className="touch-area relative hover:text-ink hover:underline">
          Policies
        </Link>
      </nav>
      <h2 className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-lg font-title [overflow-wrap:anywhere]">
        <bdi>{props.title}</bdi>
        {props.last && (
          <span className="flex items-baseline gap-2 text-sm font-normal">
            <PolicyStatePill state={props.last.state} />
            <span className="text-ink-2">version {props.last.revision}</span>
          </span>
        )}
        {props.owner && !props.owner.you && (
          <span className="text-sm font-normal text-ink-2">
            in the name of <bdi>{props.owner.name}</bdi>
          </span>
        )}
      </h2>
    </div>
    {props.actions}
  </div>
)
