import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogForm } from '@/components/ui/dialog-form'
import { Link } from '@/components/ui/link'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { factorWords } from '@/lib/people/domain/factor-words'
import type { PersonAtHand } from '@/lib/people/domain/people-page'

/** For somebody who has lost their phone and the recovery codes. One's own needs the password, under My account. */
export function FactorDialog({ person, remove }: { person: PersonAtHand; remove: Action }) {
  const { name, did, factors } = person
  if (person.you)
    return (
      <>
        <DialogBody>
          <p className="text-ink-2">
            Turn your own off under{' '}
            <Link href="/account" className="text-accent underline">
              My account
            </Link>
            , which asks for your password.
          </p>
        </DialogBody>
        <DialogFoot cancel="Close" />
      </>
    )
  return (
    <DialogForm
      action={remove}
      beside={{ person: did }}
      said={`${name} signs in with the password alone again.`}
    >
      <DialogBody>
        <FormNotes shown={[]} />
        <p className="text-ink-2">
          {name} has {factorWords(factors)}. Remove {factors.passkeys > 0 ? 'them' : 'it'} if the phone and
          the recovery codes are lost. The password alone then signs in, and all sessions of {name} end.
        </p>
        <p>
          Make sure that it is really {name} who asks you: a stranger who knows the password would ask too.
        </p>
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="danger" busy="Removing…">
          Remove
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  )
}
