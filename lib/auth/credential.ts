import type { Credential } from '@/lib/people/domain/credential'
import { bearerToken } from './bearer'
import { sessionToken } from './session-viewer'

/** What a call proves its caller with; null without anything. Whether it still counts is for the reader to ask. */
export async function credentialOf(headers: {
  authorization?: string | undefined
  cookie?: string | undefined
}): Promise<Credential | null> {
  const { authorization, cookie } = headers
  const kind = authorization === undefined ? 'session' : 'token'
  const secret = authorization === undefined ? await sessionToken(cookie) : bearerToken(authorization)
  return secret === null ? null : { kind, secret }
}
