import type { Enrol } from '@/components/signing/enrol'
import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { NodeConsent } from '@/lib/consent/domain/consent-page'
import { delegationDays } from '@/lib/consent/domain/limits'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { DelegationForm } from './delegation-form'

/** The people who decide for an owner, and until when. */
export function DelegationsCard(props: {
  consent: NodeConsent
  signing: SigningWays
  actions: Record<'delegate' | 'endDelegation', Action> & { enrol: Enrol }
}) {
  const { did, delegations, owners, people, refusals, signingKeys, countsNoDelegates } = props.consent
  const { delegate, enrol } = props.actions
  const candidates = people.filter(
    (person) => person.role !== 'operator' && !owners.some((owner) => owner.did === person.did),
  )
  return (
    <Card title="Delegations" aside={refusals.delegate ?? 'for at most a year'}>
      {countsNoDelegates && (
        <p className="mb-2 text-xs text-warning">
          This node counts its owners alone: “delegation” is not true in the pins of its tasks file.
        </p>
      )}
      <ul>
        {delegations.length === 0 && <li className="text-ink-2">No delegations.</li>}
        {delegations.map((delegation) => (
          <li
            key={delegation.delegationId}
            className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-1.5 first:border-t-0"
          >
            <div className="min-w-0">
              <bdi className="font-medium" title={delegation.delegate.did}>
                {delegation.delegate.name}
              </bdi>{' '}
              <span className="text-ink-2">
                for <bdi title={delegation.owner.did}>{delegation.owner.name}</bdi>
              </span>
              <div className="text-xs text-ink-3">
                {!delegation.begun && (
                  <>
                    begins <TimeAgo iso={delegation.from} />,{' '}
                  </>
                )}
                ends <TimeAgo iso={delegation.until} /> · {delegation.signed ? 'signed' : 'not signed'}
                {!delegation.active && (
                  <span className="text-warning"> · does not count: one of them is disabled</span>
                )}
              </div>
            </div>
            {delegation.refusal === null && (
              <Confirm
                inline
                action={props.actions.endDelegation}
                input={{ did, delegationId: delegation.delegationId }}
                label="End"
                name={`${delegation.delegate.name} for ${delegation.owner.name}`}
                confirm="Yes, end it"
              >
                Votes given under it no longer count.
              </Confirm>
            )}
          </li>
        ))}
      </ul>
      {refusals.delegate === null && (
        <div className="mt-2.5 border-t pt-3.5">
          <DelegationForm
            did={did}
            people={candidates}
            lastDay={new Date(Date.now() + delegationDays * 86_400_000).toISOString().slice(0, 10)}
            signing={props.signing}
            signingKeys={signingKeys}
            enrol={enrol}
            delegate={delegate}
          />
          <p className="mt-2 text-xs text-ink-3">
            Until you end it here, a node with pins believes a signed delegation to its last day, even if
            somebody who controls this server holds back that you have ended it.
          </p>
        </div>
      )}
    </Card>
  )
}
