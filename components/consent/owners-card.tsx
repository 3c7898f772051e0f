import type { ComponentProps } from 'react'
import { Card } from '@/components/ui/card'
import { Did } from '@/components/ui/did'
import type { Action } from '@/components/ui/use-send'
import { askedReason } from '@/lib/consent/domain/asked-reason'
import type { NodeConsent } from '@/lib/consent/domain/consent-page'
import { type Agreeing, OwnChange } from './agree'
import { PersonForm } from './person-form'

/** The node's owners; an administrator adds them, an owner can step down. */
export function OwnersCard(props: {
  consent: NodeConsent
  agreeing: Agreeing
  actions: { addOwner: Action; removeOwner: ComponentProps<typeof OwnChange>['action'] }
}) {
  const { did, owners, people, refusals } = props.consent
  const { addOwner, removeOwner } = props.actions
  const isAdmin = refusals.addOwner === null
  const mine = owners.some(({ you }) => you)
  const asks = owners.length > 0 && !(mine && props.agreeing.signing.keys.length === 0)
  const others = people.filter((person) => !owners.some((owner) => owner.did === person.did))
  return (
    <Card title="Owners" aside={refusals.addOwner ?? 'decide on every job on this node'}>
      <ul>
        {owners.length === 0 && (
          <li className="text-ink-2">No owner yet, so nobody can approve maintenance.</li>
        )}
        {owners.map((owner) => (
          <li
            key={owner.did}
            className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-1.5 first:border-t-0"
          >
            <div className="min-w-0">
              <span className="font-medium">
                <bdi>{owner.name}</bdi>
                {owner.you && ' (you)'}
              </span>
              {(owner.disabled || owner.role === 'operator') && (
                <span className="ml-2 text-xs text-warning">
                  {owner.disabled ? 'disabled' : 'operator'}: cannot decide
                </span>
              )}
              <div>
                <Did did={owner.did} />
              </div>
            </div>
            {(isAdmin || (owner.you && owners.length > 1)) && (
              <OwnChange
                inline
                agreeing={props.agreeing}
                mine={mine}
                action={removeOwner}
                input={{ did, person: owner.did }}
                label={isAdmin ? 'Remove owner' : 'Step down'}
                name={owner.name}
                confirm={isAdmin ? 'Yes, remove' : 'Yes, step down'}
                {...(asks ? { reason: askedReason } : {})}
              >
                {owners.length === 1
                  ? 'Nobody could approve maintenance any more.'
                  : 'Their delegations end too.'}
              </OwnChange>
            )}
          </li>
        ))}
      </ul>
      {isAdmin && (
        <div className="mt-2.5 border-t pt-3.5">
          <PersonForm
            action={addOwner}
            input={{ did }}
            people={others}
            label="Add an owner"
            submit="Add"
            reason={asks}
          />
        </div>
      )}
    </Card>
  )
}
