import { Card } from '@/components/ui/card'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { Did } from '@/components/ui/did'
import { CurrentPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { OwnKey } from '@/lib/people/domain/account-page'
import { endedKeys, endsSoon, signsNow, unsignedSince } from '@/lib/people/domain/ended-keys'
import { AddKey } from './add-key'

const kinds = { ed25519: 'Ed25519', p256: 'P-256', passkey: 'passkey' } as const

type Revoking = { id: string; name: string; hasPassword: boolean; revoke: Action }

const RevokeKey = ({ id, name, hasPassword, revoke }: Revoking) => (
  <DialogButton
    size="sm"
    variant="ghost"
    className="ml-auto"
    label="Revoke"
    name={name}
    title={`Revoke the key ${name}?`}
  >
    <DialogForm action={revoke} beside={{ key: id }} said="The key was revoked.">
      <DialogBody>
        <FormNotes shown={['current']} />
        <p className="text-ink-2">
          It never signs again. Approvals that it signed and no agent has claimed yet no longer count, and
          delegations that it signed end. A node that pins it trusts it until it is removed from its tasks
          file.
        </p>
        {hasPassword && <CurrentPasswordField />}
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="danger" busy="Revoking…">
          Revoke
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  </DialogButton>
)

/** The keys with which a person signs what they decide. */
export function KeysCard(props: {
  person: string
  keys: readonly OwnKey[]
  hasPassword: boolean
  /** Where passkeys work; null: nowhere. */
  origin: string | null
  enrol: Action
  revoke: Action
}) {
  const { keys, revoke, ...adding } = props
  const now = Date.now()
  const ended = new Set(keys.filter((key) => !signsNow(key, now)).map(({ key_id }) => key_id))
  const last = endedKeys(keys, now)
  const soon = endsSoon(keys, now)
  return (
    <Card title="Signing keys" aside={ended.size === keys.length ? 'none' : String(keys.length - ended.size)}>
      <p className="text-ink-2">
        With a key you sign each approval, so that a node can check it itself. Once you have one, your
        approvals count only when signed.
      </p>
      {last && <p className="mt-2 text-warning">{unsignedSince(last)}</p>}
      {soon && (
        <p className="mt-2 text-warning">
          Your last signing key expires <TimeAgo iso={soon.toISOString()} />. Add another one before: without
          one, your approvals are not signed.
        </p>
      )}
      {keys.length > 0 && (
        <ul className="mt-2">
          {keys.map(
            ({
              key_id,
              key,
              kind,
              name,
              enrolled_at,
              last_used_at,
              revoked_at,
              expires_at,
              counter_fell_at,
            }) => (
              <li
                key={key_id}
                className="flex min-h-11 flex-wrap items-center gap-x-3 border-t py-1 first:border-t-0"
              >
                <span className="min-w-0">
                  <bdi className={ended.has(key_id) ? 'text-ink-3 line-through' : '[overflow-wrap:anywhere]'}>
                    {name}
                  </bdi>{' '}
                  <Did did={key} />
                  <span className="block text-xs text-ink-3">
                    {kinds[kind]}, added <TimeAgo iso={enrolled_at.toISOString()} />
                    {revoked_at ? (
                      <>
                        , revoked <TimeAgo iso={revoked_at.toISOString()} />
                      </>
                    ) : last_used_at ? (
                      <>
                        , last signed <TimeAgo iso={last_used_at.toISOString()} />
                      </>
                    ) : (
                      ', not used yet'
                    )}
                    {!revoked_at && expires_at && (
                      <>
                        , {ended.has(key_id) ? 'expired' : 'expires'}{' '}
                        <TimeAgo iso={expires_at.toISOString()} />
                      </>
                    )}
                  </span>
                  {counter_fell_at && (
                    <span className="block text-xs text-warning">
                      its count of signatures did not go up <TimeAgo iso={counter_fell_at.toISOString()} />:
                      somebody may have a copy of it
                    </span>
                  )}
                </span>
                {!revoked_at && (
                  <RevokeKey id={key_id} name={name} hasPassword={props.hasPassword} revoke={revoke} />
                )}
              </li>
            ),
          )}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <AddKey way="browser" {...adding} />
        <AddKey way="passkey" {...adding} />
      </div>
      <p className="mt-2 text-xs text-ink-3">
        For a terminal: <code className="font-mono">npx hakim key create</code>, then{' '}
        <code className="font-mono">npx hakim key enrol</code>.
      </p>
    </Card>
  )
}
