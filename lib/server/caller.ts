import type { IncomingMessage } from 'node:http'
import { readerOf } from '@/lib/auth/context'
import { sessionViewer } from '@/lib/auth/session-viewer'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'
import type { Action } from '@/lib/people/domain/permissions'
import { callerRefusal } from '@/lib/people/domain/refusal'

export const signedOut = fail(
  'unauthenticated',
  'Send a token as `Authorization: Bearer hk_…`; `hakim token create` makes one.',
)

/** Who reads, from a token that allows it or from a browser's session cookie. */
export async function callerOf(
  headers: Pick<IncomingMessage['headers'], 'authorization' | 'cookie'>,
  action: Action,
): Promise<Result<Viewer>> {
  const caller = await anyCaller(headers)
  const refusal = caller.ok ? callerRefusal(action, caller.value) : null
  return refusal ? fail('forbidden', refusal) : caller
}

async function anyCaller(
  headers: Pick<IncomingMessage['headers'], 'authorization' | 'cookie'>,
): Promise<Result<Viewer>> {
  if (headers.authorization !== undefined) return (await readerOf(headers.authorization)) ?? signedOut
  const person = await sessionViewer(headers.cookie)
  return person ? ok(person) : signedOut
}
