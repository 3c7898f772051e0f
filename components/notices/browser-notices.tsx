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
    const read = async (): Promise<void> => {
      if (!(await mayNotify())) return
      const messages = await take(null)
      const shown = shownHere()
      const fresh = messages.ok
        ? messages.value.filter((message) => !shown.includes(message.delivery_id))
        : []
      if (fresh.length === 0 || left.signal.aborted) return
      for (const message of fresh) show(message, open)
      const ids = fresh.map((message) => message.delivery_id)
      keepShown([...shown, ...ids])
      await noteShown({ deliveries: ids })
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

const kept = 'hakim-shown-notices'

/** What this tab has shown, also before it was loaded again: the server offers a message to all browsers for a while. */
const shownHere = (): string[] => sessionStorage.getItem(kept)?.split(' ') ?? []
const keepShown = (ids: readonly string[]): void => sessionStorage.setItem(kept, ids.slice(-50).join(' '))

/** The tag keeps two windows from showing a message twice. */
function show({ delivery_id, title, text, path }: BrowserMessage, open: (path: string) => void): void {
  const notification = new Notification(title, { body: text, tag: delivery_id })
  notification.onclick = () => {
    notification.close()
    open(path)
  }
}
