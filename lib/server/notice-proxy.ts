import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { oneClickIsOn, switchOffOneClick } from '@/lib/auth/one-click'
import { config, isLoopback } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { log } from '@/lib/log/log'
import { issueSetupToken } from '@/lib/people/services/issue-setup-token'

/** Headers that only a proxy, a tunnel or a gateway adds. */
const forwarding =
  /^(forwarded|via|x-(forwarded|real|client|cluster|original|envoy|arr|azure)-.*|(cf|fly|fastly|true-client|tailscale|x-amzn?)-.*)$/

/** Whether a call may have come from another machine although this server listens on loopback. */
export const isFromElsewhere = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  !isLoopback((headers.host ?? '').replace(/:\d+$/, '')) ||
  Object.keys(headers).some((name) => forwarding.test(name))

/**
 * Marks what has come in. Where a form leads on to another page, as signing out does, Next calls that page itself, with the
 * form's headers and some of a proxy; nobody else knows this value.
 */
const ownHeader = 'x-hakim-server'
const own = randomUUID()

/**
 * The accounts that open with one click protect nothing, so they end with the first call from elsewhere. The terminal then
 * says how to sign in.
 */
export function noticeProxy(request: Pick<IncomingMessage, 'headers'>): void {
  const isOurs = request.headers[ownHeader] === own
  request.headers[ownHeader] = own
  if (isOurs || !oneClickIsOn() || !isFromElsewhere(request)) return
  switchOffOneClick()
  sayHowToSignIn().catch((err: unknown) => log().error({ err }, 'There is no setup token yet'))
}

async function sayHowToSignIn(): Promise<void> {
  const token = await issueSetupToken(await database())
  const how = token
    ? `Open ${config().baseUrl}/setup and enter this setup token:\n\n    ${token}\n`
    : 'Sign in with your e-mail address and password.'
  // Past the log, which hides tokens and keeps its lines.
  process.stdout.write(
    `\nA call came through a proxy or by another name, so one-click sign-in is off until the next start.\n${how}\n`,
  )
}
