import type { Log } from '@/lib/agent/host/log'
import { type Answer, isRefusal, isTransient } from './api'

type LinkState = 'unknown' | 'up' | 'busy' | 'away' | 'refused'

export type Link = {
  note: (answer: Answer) => void
  /** Called when the server is there again after it was busy, away or refused the token. */
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
 * Says once what became of the connection, and again every ten minutes while it stays broken. A busy server refuses one
 * call and takes the next, so it is spoken of every ten minutes at most.
 */
export function createLink(server: string, log: Log, now: () => number = Date.now): Link {
  let state: LinkState = 'unknown'
  let saidAt = Number.NEGATIVE_INFINITY
  let complained = false
  const listeners: (() => void)[] = []
  const complain = (answer: Answer & { ok: false }): void => {
    saidAt = now()
    if (answer.status === 401)
      log.error(
        `The server does not accept the token (${answer.detail}). It has expired, was revoked, or belongs to another server: make a new one with "hakim token create --node <DID>" and start the agent with it. Reports are kept on disk meanwhile.`,
      )
    else if (answer.status === 403)
      log.error(
        `The token may not do this (${answer.detail}). It must be a node token of this very node: make one with "hakim token create --node <DID>". Reports are kept on disk meanwhile.`,
      )
    else
      log.warn(
        `The server ${server} cannot be used (${answer.detail}). Reports are kept on disk and sent later.`,
      )
  }
  return {
    onReturn: (listener) => listeners.push(listener),
    note: (answer) => {
      const before = state
      state = stateOf(answer)
      const isNews = state !== before && state !== 'busy'
      if (!answer.ok && state !== 'up' && (isNews || now() - saidAt > reminderMs)) {
        complain(answer)
        complained = true
      }
      if (state !== 'up' || before === 'up' || before === 'unknown') return
      if (complained) log.info('The server answers again.')
      complained = false
      for (const listener of listeners) listener()
    },
  }
}
