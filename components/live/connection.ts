/** What changed: nodes by DID, jobs by id. */
export type Change = { nodes: string[]; jobs: string[] }
type ConnectionState = 'connecting' | 'live' | 'reconnecting'

const changeListeners = new Set<(changed: Change | 'everything') => void>()
const stateListeners = new Set<() => void>()
const retryMs = 5_000

let source: EventSource | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let state: ConnectionState = 'connecting'

function setState(next: ConnectionState): void {
  if (state === next) return
  state = next
  for (const notify of stateListeners) notify()
}

const tell = (changed: Change | 'everything'): void => {
  for (const notify of changeListeners) notify(changed)
}

/** Whatever changed since the page was read, or while there was no connection, was missed: read once more. */
function opened(): void {
  setState('live')
  tell('everything')
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []

/** Read by hand: a schema library would weigh more than all of the live view. What is unreadable means anything. */
function parse(text: string): Change | 'everything' {
  try {
    const data: unknown = JSON.parse(text)
    if (typeof data !== 'object' || data === null) return 'everything'
    return { nodes: texts('nodes' in data && data.nodes), jobs: texts('jobs' in data && data.jobs) }
  } catch {
    return 'everything'
  }
}

const changed = (event: MessageEvent<string>): void => tell(parse(event.data))

/** The browser reconnects by itself after a break; after an answer that is no stream it gives up, and this goes on. */
function broken(): void {
  setState('reconnecting')
  if (source?.readyState !== EventSource.CLOSED) return
  close()
  retry = setTimeout(open, retryMs)
}

function open(): void {
  if (source || document.hidden || changeListeners.size + stateListeners.size === 0) return
  clearTimeout(retry)
  source = new EventSource('/api/v1/events')
  source.addEventListener('hello', opened)
  source.addEventListener('change', changed)
  source.addEventListener('error', broken)
}

function close(): void {
  clearTimeout(retry)
  source?.close()
  source = null
}

/** A browser allows six connections to a host: tabs that nobody looks at give theirs back. */
function visibilityChanged(): void {
  if (document.hidden) {
    close()
    setState('connecting')
  } else open()
}

function join<T>(listeners: Set<T>, listener: T): () => void {
  if (changeListeners.size + stateListeners.size === 0)
    document.addEventListener('visibilitychange', visibilityChanged)
  listeners.add(listener)
  open()
  return () => {
    listeners.delete(listener)
    if (changeListeners.size + stateListeners.size > 0) return
    document.removeEventListener('visibilitychange', visibilityChanged)
    close()
    state = 'connecting'
  }
}

/** Calls `listener` on every change; with 'everything' when changes may have been missed. One stream a tab. */
export const onChange = (listener: (changed: Change | 'everything') => void) =>
  join(changeListeners, listener)

export const onState = (listener: () => void) => join(stateListeners, listener)

export const connectionState = (): ConnectionState => state
