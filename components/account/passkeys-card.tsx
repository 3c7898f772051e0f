import { Card } from '@/components/ui/card'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { CurrentPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { OwnPasskey } from '@/lib/people/domain/account-page'
import { AddPasskey, type PasskeyOptions } from './add-passkey'

const RemovePasskey = ({ id, name, remove }: { id: string; name: string; remove: Action }) => (
  <DialogButton
    size="sm"
    variant="ghost"
    className="ml-auto"
    label="Remove"
    name={name}
    title={`Remove the passkey ${name}?`}
  >
    <DialogForm action={remove} beside={{ id }} said="The passkey was removed.">
      <DialogBody>
        <FormNotes shown={['current']} />
        <p className="text-ink-2">It no longer signs you in here. Delete it on your device as well.</p>
        <CurrentPasswordField />
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="danger" busy="Removing…">
          Remove
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  </DialogButton>
)

/** Passkeys sign in alone: the device checks a finger, a face or a PIN. */
export function PasskeysCard(props: {
  passkeys: readonly OwnPasskey[]
  origin: string | null
  options: PasskeyOptions
  add: Action
  remove: Action
}) {
  const { passkeys, origin } = props
  return (
    <Card title="Passkeys" aside={passkeys.length === 0 ? 'none' : String(passkeys.length)}>
      <p className="text-ink-2">
        A passkey signs you in without a password or a code: your device asks for a finger, a face or a PIN.
      </p>
      {passkeys.length > 0 && (
        <ul className="mt-2">
          {passkeys.map(({ id, name, created_at, backed_up }) => (
            <li
              key={id}
              className="flex min-h-11 flex-wrap items-center gap-x-3 border-t py-1 first:border-t-0"
            >
              <span className="min-w-0">
                <bdi className="[overflow-wrap:anywhere]">{name ?? 'Passkey'}</bdi>
                <span className="block text-xs text-ink-3">
                  added <TimeAgo iso={created_at.toISOString()} />
                  {backed_up && ', synced by your device'}
                </span>
              </span>
              <RemovePasskey id={id} name={name ?? 'Passkey'} remove={props.remove} />
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3">
        {origin === null ? (
          <p className="text-ink-2">
            Passkeys need a name, and this server is known by an address only. Whoever runs it can set{' '}
            <code className="font-mono text-xs">HAKIM_BASE_URL</code>.
          </p>
        ) : (
          <AddPasskey origin={origin} options={props.options} add={props.add} />
        )}
      </div>
    </Card>
  )
}
