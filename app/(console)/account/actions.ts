'use server'

import { currentSessionId } from '@/lib/auth/account/account-page'
import { addPasskey as addOwnPasskey, passkeyOptions as optionsOf } from '@/lib/auth/account/passkeys'
import {
  changePassword as changeOwnPassword,
  proveIfPassword,
  provePassword,
} from '@/lib/auth/account/password'
import {
  confirmSecondFactor as confirm,
  renewRecoveryCodes as renew,
  type SecondFactorSetup,
  startSecondFactor as start,
  stopSecondFactor as stop,
} from '@/lib/auth/account/second-factor'
import { relyingParty } from '@/lib/auth/factors'
import { config } from '@/lib/config'
import { tellOfFirstKey } from '@/lib/consent/services/tell-of-first-key'
import { fail, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { passkeyRemoval } from '@/lib/people/domain/own-calls'
import { enrolKey as enrolOwnKey } from '@/lib/people/services/enrol-key'
import * as own from '@/lib/people/services/own-account'
import { revokeKey as revokeOwnKey } from '@/lib/people/services/revoke-key'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// Each of these acts on the account of whoever calls it, and on no other.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function rename(input: unknown): Changed {
  return changed(personAction((ctx) => own.rename(ctx, input)))
}

export async function changePassword(input: unknown): Changed {
  return changed(personAction((ctx) => changeOwnPassword(ctx, input)))
}

export async function startSecondFactor(input: unknown): Promise<Result<SecondFactorSetup>> {
  return personAction((ctx) => start(ctx, input))
}

export async function confirmSecondFactor(input: unknown): Changed {
  return changed(personAction((ctx) => confirm(ctx, textField(fieldsOf(input).code))))
}

export async function stopSecondFactor(input: unknown): Changed {
  return changed(personAction((ctx) => stop(ctx, input)))
}

export async function renewRecoveryCodes(input: unknown): Promise<Result<{ codes: string[] }>> {
  return personAction((ctx) => renew(ctx, input))
}

export async function passkeyOptions(input: unknown): ReturnType<typeof optionsOf> {
  return personAction((ctx) => optionsOf(ctx, input))
}

export async function addPasskey(input: unknown): Changed {
  return changed(personAction((ctx) => addOwnPasskey(ctx, input)))
}

export async function removePasskey(input: unknown): Changed {
  return changed(
    personAction(async (ctx): Promise<Result<object>> => {
      const body = parseBody(passkeyRemoval, input, 'The passkey was not removed.')
      if (!body.ok) return body
      const proven = await provePassword(ctx, body.value.current)
      return proven.ok ? own.removePasskey(ctx, body.value.id) : proven
    }),
  )
}

/** A person without a password has nothing more to show than their session. */
export async function enrolKey(input: unknown): Changed {
  return changed(
    personAction(async (ctx): Promise<Result<object>> => {
      const { current, ...enrolment } = fieldsOf(input)
      const proven = await proveIfPassword(ctx, textField(current))
      if (!proven.ok) return proven
      return tellOfFirstKey(ctx, await enrolOwnKey(ctx, enrolment, true, relyingParty(config().baseUrl)))
    }),
  )
}

export async function revokeKey(input: unknown): Changed {
  return changed(
    personAction(async (ctx): Promise<Result<object>> => {
      const { current, key } = fieldsOf(input)
      const proven = await proveIfPassword(ctx, textField(current))
      return proven.ok ? revokeOwnKey(ctx, textField(key)) : proven
    }),
  )
}

export async function endSession(input: unknown): Changed {
  return changed(personAction((ctx) => own.endSession(ctx, textField(fieldsOf(input).session))))
}

export async function endOtherSessions(): Changed {
  return changed(
    personAction(async (ctx) => {
      const current = await currentSessionId()
      return current === null
        ? fail('unauthenticated', 'You are signed out. Sign in again.')
        : own.endOtherSessions(ctx, current)
    }),
  )
}
