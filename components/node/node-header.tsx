import { Fragment, type ReactNode } from 'react'
import { LiveBadge } from '@/components/live/live-state'
import { ButtonLink } from '@/components/ui/button'
import { Did } from '@/components/ui/did'
import { PageHeader } from '@/components/ui/page-header'
import { compareHref } from '@/lib/compare/domain/compare-href'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'

const chip = 'rounded-[4px] bg-sunken px-1.5 py-px text-ink-2'

/** Name, complete DID, owners and labels of the node, with the button that requests maintenance. */
export function NodeHeader(props: { node: NodeDetail; viewerDid: string; pin: ReactNode }) {
  const { node, viewerDid } = props
  const title = node.name ?? shortDid(node.did)
  return (
    <div className="flex flex-col gap-1.5">
      <PageHeader
        crumbs={[{ label: 'Fleet', href: '/' }, { label: title }]}
        title={title}
        sub={<LiveBadge />}
        actions={
          <>
            {props.pin}
            <ButtonLink href={compareHref([node.did])}>Compare</ButtonLink>
            <ButtonLink href={`${nodePath(node.did)}/consent`}>Consent</ButtonLink>
            {node.retired === null && (
              <ButtonLink variant="primary" href={`/jobs/new?node=${encodeURIComponent(node.did)}`}>
                Request maintenance
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-xs">
        <Did did={node.did} whole />
        <span className="text-ink-2">
          {node.owners.length === 0
            ? 'no owner yet, so no one can approve maintenance'
            : node.owners.length === 1
              ? 'owner '
              : 'owners '}
          {node.owners.map((owner, index) => (
            <Fragment key={owner.did}>
              {index > 0 && ', '}
              <bdi title={owner.did}>{owner.did === viewerDid ? 'you' : owner.name}</bdi>
            </Fragment>
          ))}
        </span>
        <ul className="flex flex-wrap gap-1.5 empty:hidden">
          {node.restricted && (
            <li className={chip} title="Visible only to people who decide on its jobs and to administrators">
              restricted
            </li>
          )}
          {node.sample && (
            <li className={chip} title="Part of the sample fleet; its reports are generated">
              sample
            </li>
          )}
          {Object.entries(node.labels).map(([key, value]) => (
            <li key={key} className={`${chip} max-w-60 truncate`}>
              <bdi>{key}</bdi> <bdi className="font-medium">{value}</bdi>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
