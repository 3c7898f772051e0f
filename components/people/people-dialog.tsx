import type { ReactNode } from 'react'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import type { Action } from '@/components/ui/use-send'
import { factorWords } from '@/lib/people/domain/factor-words'
import type { ListedPerson, PersonAtHand } from '@/lib/people/domain/people-page'
import { menuId, type PeopleView, peopleHref } from '@/lib/people/domain/people-view'
import { EraseDialog } from './erase-dialog'
import { FactorDialog } from './factor-dialog'
import { InviteDialog } from './invite-dialog'
import { PageDialog } from './page-dialog'
import { ResetDialog } from './reset-dialog'
import { RoleDialog } from './role-dialog'
import { SessionsDialog } from './sessions-dialog'
import type { MadeLink } from './shown-link'
import { StateDialog } from './state-dialog'
import { WithdrawDialog } from './withdraw-dialog'

type PeopleActions = {
  invite: Action<MadeLink>
  reset: Action<MadeLink>
} & Record<
  'withdraw' | 'changeRole' | 'disable' | 'enable' | 'endSessions' | 'removeFactor' | 'erase',
  Action
>

type Props = {
  view: PeopleView
  actions: PeopleActions
  person: PersonAtHand | null
  invitation: ListedPerson | undefined
}

/** The dialog that the page's address names. */
export function PeopleDialog(props: Props) {
  const { view } = props
  const { title, content } = dialogOf(props)
  return (
    <PageDialog
      key={`${view.task} ${view.who}`}
      title={title}
      back={peopleHref({ ...view, task: undefined, who: undefined })}
      from={view.who === undefined ? undefined : menuId(view.who)}
    >
      {content}
    </PageDialog>
  )
}

function dialogOf({ view: { task, who }, actions, person, invitation }: Props): {
  title: string
  content: ReactNode
} {
  if (task === 'invite')
    return { title: 'Invite somebody', content: <InviteDialog invite={actions.invite} email={who ?? ''} /> }
  if (task === 'withdraw' && invitation?.invitation_id)
    return {
      title: 'Withdraw this invitation?',
      content: (
        <WithdrawDialog
          invitationId={invitation.invitation_id}
          email={invitation.email}
          withdraw={actions.withdraw}
        />
      ),
    }
  if (!person || person.erased) return gone
  const { name, disabled } = person
  if (task === 'role')
    return { title: `Role of ${name}`, content: <RoleDialog person={person} change={actions.changeRole} /> }
  if (task === 'sessions')
    return {
      title: `Sessions of ${name}`,
      content: <SessionsDialog person={person} end={actions.endSessions} />,
    }
  if (task === 'reset' && !disabled)
    return {
      title: `Reset sign-in of ${name}?`,
      content: <ResetDialog person={person} reset={actions.reset} />,
    }
  if (task === 'factor' && factorWords(person.factors) !== '')
    return {
      title: `Remove the second factor of ${name}?`,
      content: <FactorDialog person={person} remove={actions.removeFactor} />,
    }
  if (task === 'erase')
    return {
      title: `Personal data of ${name}`,
      content: <EraseDialog person={person} erase={actions.erase} />,
    }
  if (task === 'disable' && !disabled)
    return { title: `Disable ${name}?`, content: <StateDialog person={person} change={actions.disable} /> }
  if (task === 'enable' && disabled)
    return { title: `Enable ${name}?`, content: <StateDialog person={person} change={actions.enable} /> }
  return gone
}

const gone = {
  title: 'This is no longer possible',
  content: (
    <>
      <DialogBody>
        <p className="text-ink-2">Somebody may have changed this person meanwhile. Look at the list again.</p>
      </DialogBody>
      <DialogFoot cancel="Close" />
    </>
  ),
}
