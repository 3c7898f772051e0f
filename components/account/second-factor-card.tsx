import { Card } from '@/components/ui/card'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { CurrentPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { NewRecoveryCodes } from './new-recovery-codes'
import type { Making } from './password-step'
import { SecondFactorSetup, type Setup } from './second-factor-setup'

function codesLeft(count: number | null): string {
  if (count === null)
    return 'The server’s secret has changed, so codes no longer work: turn the second factor off and set it up again.'
  return count === 1 ? '1 recovery code is left.' : `${count} recovery codes are left.`
}

/** A code of an authenticator app beside the password. */
export function SecondFactorCard(props: {
  on: boolean
  codesLeft: number | null
  start: Making<Setup>
  confirm: Action
  stop: Action
  renew: Making<{ codes: string[] }>
}) {
  if (!props.on)
    return (
      <Card title="Second factor" aside="off">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5">
          <p className="min-w-0 flex-1 basis-56 text-ink-2">
            After your password, Hakim would ask for a code from an app.
          </p>
          <DialogButton label="Set up" title="Set up a second factor">
            <SecondFactorSetup start={props.start} confirm={props.confirm} />
          </DialogButton>
        </div>
      </Card>
    )
  return (
    <Card title="Second factor" aside={<span className="font-medium text-healthy">on</span>}>
      <p className="text-ink-2">
        After your password, Hakim asks for a code from your app. {codesLeft(props.codesLeft)}
      </p>
      <div className="mt-3 flex flex-wrap gap-2.5">
        <DialogButton label="New recovery codes" title="New recovery codes">
          <NewRecoveryCodes renew={props.renew} />
        </DialogButton>
        <DialogButton variant="danger" label="Turn off" title="Turn the second factor off?">
          <DialogForm action={props.stop} said="The second factor is off.">
            <DialogBody>
              <FormNotes shown={['current']} />
              <p className="text-ink-2">Your password alone will sign you in again.</p>
              <CurrentPasswordField />
            </DialogBody>
            <DialogFoot>
              <SubmitButton variant="danger" busy="Turning it off…">
                Turn off
              </SubmitButton>
            </DialogFoot>
          </DialogForm>
        </DialogButton>
      </div>
    </Card>
  )
}
