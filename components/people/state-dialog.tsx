import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogForm } from '@/components/ui/dialog-form'
import { ReasonField } from '@/components/ui/reason-field'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { PersonAtHand } from '@/lib/people/domain/people-page'
import { consequenceLines } from './consequence-lines'

/** Disables a person, after saying what ends, or enables them; both with a reason. */
export function StateDialog({ person, change }: { person: PersonAtHand; change: Action }) {
  const { name, disabled, did, you } = person
  return (
    <DialogForm
      action={change}
      beside={{ person: did }}
      said={`${name} ${disabled ? 'can sign in again' : 'is disabled'}.`}
    >
      <DialogBody>
        <FormNotes shown={['reason']} />
        {disabled ? (
          <p className="text-ink-2">
            {name} can sign in again. Role, tokens, nodes and delegations count again as they were; sessions
            stay ended.
          </p>
        ) : (
          <>
            <p className="text-ink-2">
              {you ? 'You would be signed out yourself. ' : ''}Within a second, all of this ends:
            </p>
            <Consequences person={person} />
          </>
        )}
        <ReasonField
          label="Reason"
          required
          rows={2}
          hint={disabled ? undefined : 'Past decisions stay under this name.'}
        />
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant={disabled ? 'primary' : 'danger'} busy="Saving…">
          {disabled ? 'Enable' : 'Disable'}
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  )
}

const Consequences = ({ person }: { person: PersonAtHand }) => (
  <ul className="flex flex-col">
    {consequenceLines(person.consequences).map(({ icon: Icon, text, warns }) => (
      <li key={text} className="flex items-start gap-2.5 border-t py-2 first:border-t-0">
        <Icon
          className={`mt-0.5 size-4 shrink-0 ${warns ? 'text-warning' : 'text-ink-2'}`}
          aria-hidden="true"
        />
        <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
      </li>
    ))}
  </ul>
)
