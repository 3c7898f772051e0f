'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { onNotices } from '@/components/live/connection'
import type { Action } from '@/components/ui/use-send'
import type { BrowserMessage } from '@/lib/notices/domain/channels-page'
import { mayNotify } from './permission'

type Actions = { take: Action<BrowserMessage[]>; noteShown: Action<null> }

/** One tab of a browser shows them; the next one takes over when it is closed. */
const lock = 'hakim-notices'

/**
 * Shows the messages that wait for this browser as its notifications, once it was allowed, in a hidden tab too. A click opens
 * the page that a message is about. Renders nothing.
 */
export function BrowserNotices({ take, noteShown }: Actions) {
  const router = useRouter()
  useEffect(() => {
    if (!('locks' in navigator)) return
    const left = new AbortController()
    const open = (path: string): void => {
      window.focus()
      router.push(path)
    }
    const note = async (): Promise<void> => {
      const ids = keptIds(unnoted)
      if (ids.length > 0 && (await noteShown({ deliveries: ids })).ok) forget(unnoted, ids)
    }
    const read = async (): Promise<void> => {
      if (!(await mayNotify())) return
      await note()
      const messages = await take(null)
      if (!messages.ok || left.signal.aborted) return
      const seen = keptIds(shown)
      for (const message of messages.value) if (!seen.includes(message.delivery_id)) show(message, open)
      const ids = messages.value.map((message) => message.delivery_id)
      keep(shown, ids)
      keep(unnoted, ids)
      await note()
    }
    // Without an answer a message is offered again.
    const tryRead = (): void => void read().catch(() => undefined)
    const hold = () =>
      new Promise<void>((resolve) => {
        const leave = onNotices(tryRead)
        tryRead()
        left.signal.addEventListener('abort', () => {
          leave()
          resolve()
        })
      })
    navigator.locks.request(lock, { signal: left.signal }, hold).catch(() => undefined)
    return () => left.abort()
  }, [router, take, noteShown])
  return null
}

/** What this tab has shown, also before it was loaded again: the server offers a message to all browsers for a while. */
const shown = 'hakim-shown-notices'
/** What of it the server has not been told yet, because the page was left meanwhile. */
const unnoted = 'hakim-unnoted-notices'

const keptIds = (name: string): string[] => sessionStorage.getItem(name)?.split(' ').filter(Boolean) ?? []
const store = (name: string, ids: readonly string[]): void =>
  sessionStorage.setItem(name, ids.slice(-50).join(' '))
const keep = (name: string, ids: readonly string[]): void =>
  store(name, [...new Set([...keptIds(name), ...ids])])
const forget = (name: string, ids: readonly string[]): void =>
  store(
    name,
    keptIds(name).filter((id) => !ids.includes(id)),
  )

/** The tag keeps two windows from showing a message twice. */
function show({ delivery_id, title, text, path }: BrowserMessage, open: (path: string) => void): void {
  const notification = new Notification(title, { body: text, tag: delivery_id })
  notification.onclick = () => {
    notification.close()
    open(path)
  }
}
