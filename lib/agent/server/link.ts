import type { Log } from '@/lib/agent/host/log'
import { type Answer, isRefusal, isTransient } from './api'

type LinkState = 'unknown' | 'up' | 'busy' | 'away' | 'refused'

export type Link = {
  note: (answer: Answer) => void
  /** Called when the server is back after being busy or away, or after rejecting the token. */
  onReturn: (listener: () => void) => void
}

const reminderMs = 10 * 60_000

function stateOf(answer: Answer): LinkState {
  if (answer.ok) return 'up'
  if (isRefusal(answer.status)) return 'refused'
  if (answer.retryAfter !== null && isTransient(answer.status)) return 'busy'
  return answer.status === 0 || answer.status >= 500 ? 'away' : 'up'
}

/**
 * Logs a change of the connection once, and a reminder every ten minutes while it stays broken. A busy server rejects
 * one call and accepts the next, so being busy is logged every ten minutes at most.
 */
export function createLink(server: string, log: Log, now: () => number = Date.now): Link {
  let state: LinkState = 'unknown'
  let loggedAt = Number.NEGATIVE_INFINITY
  let reported = false
  const listeners: (() => void)[] = []
  const report = (answer: Answer & { ok: false }): void => {
    loggedAt = now()
    if (answer.status === 401)
      log.error(
        `The server rejects the token (${answer.detail}). It has expired, was revoked, or belongs to another server. Create a new one with "hakim token create --node <DID>" and restart the agent with it. Reports are kept on disk meanwhile.`,
      )
    else if (answer.status === 403)
      log.error(
        `The token does not allow this (${answer.detail}). The agent needs this node’s own token: create one with "hakim token create --node <DID>". Reports are kept on disk meanwhile.`,
      )
    else log.warn(`${server} is unavailable (${answer.detail}). Reports are kept on disk and sent later.`)
  }
  return {
    onReturn: (listener) => listeners.push(listener),
    note: (answer) => {
      const before = state
      state = stateOf(answer)
      const isChange = state !== before && state !== 'busy'
      if (!answer.ok && state !== 'up' && (isChange || now() - loggedAt > reminderMs)) {
        report(answer)
        reported = true
      }
      if (state !== 'up' || before === 'up' || before === 'unknown') return
      if (reported) log.info('The server is back.')
      reported = false
      for (const listener of listeners) listener()
    },
  }
}
