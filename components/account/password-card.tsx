import { Card } from '@/components/ui/card'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { CurrentPasswordField, NewPasswordField } from '@/components/ui/password-fields'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** A new password, which ends the other sessions. */
export const PasswordCard = ({ change, email }: { change: Action; email: string }) => (
  <Card title="Password">
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5">
      <p className="min-w-0 flex-1 basis-56 text-ink-2">A new password ends your other sessions.</p>
      <DialogButton label="Change password" title="Change password">
        <DialogForm action={change} said="Your password is changed. Your other sessions have ended.">
          <DialogBody>
            <FormNotes shown={['current', 'password']} />
            <CurrentPasswordField />
            <NewPasswordField label="New password" email={email} />
          </DialogBody>
          <DialogFoot>
            <SubmitButton variant="primary" busy="Changing…">
              Change password
            </SubmitButton>
          </DialogFoot>
        </DialogForm>
      </DialogButton>
    </div>
  </Card>
)
