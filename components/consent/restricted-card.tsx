import type { ComponentProps } from 'react'
import { Card } from '@/components/ui/card'
import { askedReason } from '@/lib/consent/domain/asked-reason'
import type { NodeConsent } from '@/lib/consent/domain/consent-page'
import { type Agreeing, OwnChange } from './agree'

/** Who may see the node. */
export function RestrictedCard(props: {
  consent: NodeConsent
  agreeing: Agreeing
  restrict: ComponentProps<typeof OwnChange>['action']
}) {
  const { did, name, restricted, refusals, owners } = props.consent
  const mine = owners.some(({ you }) => you)
  const asks = owners.length > 0 && !(mine && props.agreeing.signing.keys.length === 0)

  return (
    <Card title="Who sees it" aside={refusals.restrictNode}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-60 text-ink-2">
          {restricted
            ? 'Restricted: visible to owners, their delegates, administrators, and groups that have to approve its open jobs. For everyone else it does not exist.'
            : 'Everyone signed in can see the node, its reports and its jobs.'}
        </p>
        {refusals.restrictNode === null && (
          <OwnChange
            inline
            agreeing={props.agreeing}
            mine={mine}
            action={props.restrict}
            input={{ did, restricted: !restricted }}
            label={restricted ? 'Show to everyone' : 'Restrict'}
            name={name ?? did}
            confirm={restricted ? 'Yes, show it' : 'Yes, restrict it'}
            {...(asks ? { reason: askedReason } : {})}
          >
            {restricted ? 'Show it to everyone?' : 'People who requested jobs on it may no longer see them.'}
          </OwnChange>
        )}
      </div>
    </Card>
  )
}
