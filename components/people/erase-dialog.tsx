import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogForm } from '@/components/ui/dialog-form'
import { Field, Input } from '@/components/ui/field'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { PersonAtHand } from '@/lib/people/domain/people-page'

/** Exports what is kept about a person, or erases their name and address for good. */
export function EraseDialog({ person, erase }: { person: PersonAtHand; erase: Action }) {
  return (
    <DialogForm action={erase} beside={{ person: person.did }} said="Name and address were erased.">
      <DialogBody>
        <p>
          <a
            href={`/api/v1/people/${encodeURIComponent(person.did)}/export`}
            download
            className="font-medium text-accent underline"
          >
            Export personal data
          </a>{' '}
          <span className="text-ink-2">as JSON: account, sessions, tokens, rights, requests and votes.</span>
        </p>
        <div className="border-t" />
        <FormNotes shown={['email']} />
        <p className="text-ink-2">
          Erasing replaces name and address for good and ends sessions, tokens and sign-in. The DID stays, and
          with it what they requested and decided. <strong className="text-ink">It cannot be undone.</strong>
        </p>
        <Field label={`Write ${person.email} to erase it`} required path="email" subject="The text">
          <Input name="email" autoComplete="off" spellCheck={false} />
        </Field>
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="danger" busy="Erasing…">
          Erase for good
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  )
}
