'use server'

import type { MadeLink } from '@/components/people/shown-link'
import { ok, type Result } from '@/lib/kernel/errors'
import { changePersonRole } from '@/lib/people/services/change-role'
import { disablePerson } from '@/lib/people/services/disable-person'
import { enablePerson } from '@/lib/people/services/enable-person'
import { endPersonSessions } from '@/lib/people/services/end-sessions'
import { erasePerson } from '@/lib/people/services/erase-person'
import { invitePerson } from '@/lib/people/services/invite-person'
import { removeSecondFactor } from '@/lib/people/services/remove-second-factor'
import { resetSignIn } from '@/lib/people/services/reset-sign-in'
import { withdrawInvitation } from '@/lib/people/services/withdraw-invitation'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function invite(input: unknown): Promise<Result<MadeLink>> {
  const made = await personAction((ctx) => invitePerson(ctx, input))
  if (!made.ok) return made
  const { email, link, expires_at, warnings } = made.value
  return ok({ email, link, until: expires_at.toISOString(), warnings })
}

export async function withdraw(input: unknown): Changed {
  const { invitationId } = fieldsOf(input)
  return changed(personAction((ctx) => withdrawInvitation(ctx, textField(invitationId))))
}

export async function reset(input: unknown): Promise<Result<MadeLink>> {
  const { person } = fieldsOf(input)
  const made = await personAction((ctx) => resetSignIn(ctx, textField(person)))
  if (!made.ok) return made
  const { email, link, expires_at, warnings } = made.value
  return ok({ email, link, until: expires_at.toISOString(), warnings })
}

export async function changeRole(input: unknown): Changed {
  const { person, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => changePersonRole(ctx, textField(person), rest)))
}

export async function disable(input: unknown): Changed {
  const { person, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => disablePerson(ctx, textField(person), rest)))
}

export async function enable(input: unknown): Changed {
  const { person, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => enablePerson(ctx, textField(person), rest)))
}

/** One session, or all of them where none is named. */
export async function endSessions(input: unknown): Changed {
  const { person, session } = fieldsOf(input)
  const one = session === undefined ? null : textField(session)
  return changed(personAction((ctx) => endPersonSessions(ctx, textField(person), one)))
}

export async function removeFactor(input: unknown): Changed {
  const { person } = fieldsOf(input)
  return changed(personAction((ctx) => removeSecondFactor(ctx, textField(person))))
}

export async function erase(input: unknown): Changed {
  const { person, ...rest } = fieldsOf(input)
  return changed(personAction((ctx) => erasePerson(ctx, textField(person), rest)))
}
