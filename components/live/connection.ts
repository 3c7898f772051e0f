import { type Change, parseChange, parseProblem } from './event-data'
import { readEvents } from './event-reader'

type ChangeListener = (changed: Change | 'everything') => void

/** `since`: epoch ms of the last moment at which the page is known to have been up to date. */
export type LiveState = 'connecting' | 'live' | 'signed-out' | { since: number }

const changeListeners = new Set<ChangeListener>()
const stateListeners = new Set<() => void>()
const noticeListeners = new Set<() => void>()

/** The server sends something every five seconds; a connection that is silent for longer has died unnoticed. */
const silenceMs = 12_000
const headersMs = 5_000
/** The stream opens at once, but says hello only when the database answers. */
const helloMs = 3_000

let state: LiveState = 'connecting'
/** What is wrong with the server although it answers, in its words. */
let problem: string | null = null
let link: AbortController | null = null
let open = false
let heardAt = Date.now()
let holds = 0

const tell = (): void => {
  for (const notify of stateListeners) notify()
}

/** Listeners compare what they read, so telling them twice changes nothing. */
function setState(next: LiveState): void {
  state = next
  tell()
}

function setProblem(next: string | null): void {
  problem = next
  tell()
}

const announce: ChangeListener = (changed) => {
  for (const notify of changeListeners) notify(changed)
}

const announceNotices = (): void => {
  for (const notify of noticeListeners) notify()
}

/** From now on, what is on screen may be out of date. */
export function lose(): void {
  if (typeof state !== 'object') setState({ since: open ? Date.now() : heardAt })
}

/** A page that is not live does not become live until the returned function is called. */
export function hold(): () => void {
  holds += 1
  return () => {
    holds -= 1
    settle()
  }
}

function settle(): void {
  if (open && holds === 0) setState('live')
}

function heard(event: string, data: string): void {
  if (event === 'change') announce(parseChange(data))
  if (event === 'problem') setProblem(parseProblem(data))
  if (event === 'notices') announceNotices()
  if (event !== 'hello') return
  open = true
  setProblem(null)
  // Changes since the page was read, or while there was no connection, were missed, so it is read once more.
  announce('everything')
  announceNotices()
  settle()
}

/**
 * The page is blank from the first refusal on: a session that has just been replaced by another is refused once, before the
 * browser has its new cookie. The second time it is read again, which leads to the sign-in page instead, in the browser's
 * history too.
 */
function refused(): void {
  if (state === 'signed-out') window.location.reload()
  else setState('signed-out')
}

/** One connection, from its request to its end; throws when it fails or ends. */
async function connect(stopped: AbortSignal): Promise<never> {
  const attempt = new AbortController()
  const abort = (): void => attempt.abort()
  let silent = false
  const giveUp = (): void => {
    silent = true
    abort()
  }
  let silence = setTimeout(giveUp, headersMs)
  const late = setTimeout(() => open || lose(), helloMs)
  stopped.addEventListener('abort', abort)
  try {
    const response = await fetch('/api/v1/events', { cache: 'no-store', signal: attempt.signal })
    if (response.status === 401) refused()
    if (!response.ok || !response.body) throw new Error(`${response.status}`)
    await readEvents(response.body, heard, () => {
      if (open) heardAt = Date.now()
      clearTimeout(silence)
      silence = setTimeout(giveUp, silenceMs)
    })
    throw new Error('ended')
  } catch (error) {
    // A connection that broke was alive until now; one that went silent, until its last message.
    if (open && !silent) heardAt = Date.now()
    throw error
  } finally {
    clearTimeout(silence)
    clearTimeout(late)
    stopped.removeEventListener('abort', abort)
    open = false
    abort()
  }
}

/** Random, so that not every browser asks at the same moment when the server is back. */
export const retryMs = (): number => 400 + Math.random() * 800
/** After a break: the server may only have restarted. */
const firstRetryMs = (): number => Math.random() * 200

async function keepConnected(stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await connect(stopped).catch(() => undefined)
    if (stopped.aborted) return
    // After a break the first retry comes at once; only its failure is shown.
    const broke = state === 'live'
    if (broke) setState('connecting')
    else if (state !== 'signed-out') lose()
    const pauseMs = broke ? firstRetryMs() : retryMs()
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

const listeners = (): number => changeListeners.size + stateListeners.size + noticeListeners.size

/** A browser allows six connections per host, so hidden tabs close theirs, but for one that shows notifications. */
const wanted = (): boolean => (!document.hidden || noticeListeners.size > 0) && listeners() > 0

function restart(): void {
  link?.abort()
  link = null
  if (state === 'live') setState('connecting')
  if (!wanted()) return
  link = new AbortController()
  void keepConnected(link.signal)
}

const events = [
  [() => document, 'visibilitychange'],
  [() => window, 'online'],
  [() => window, 'offline'],
] as const

function join<T>(among: Set<T>, listener: T): () => void {
  among.add(listener)
  if (!link && wanted()) restart()
  if (listeners() === 1) for (const [target, event] of events) target().addEventListener(event, restart)
  return () => {
    among.delete(listener)
    if (listeners() > 0) return
    for (const [target, event] of events) target().removeEventListener(event, restart)
    restart()
    state = 'connecting'
  }
}

/** Calls `listener` on every change; with 'everything' when changes may have been missed. Each tab has one stream. */
export function onChange(listener: ChangeListener): () => void {
  const leave = join(changeListeners, listener)
  // Changes since this page was read went to the page before it.
  if (open) listener('everything')
  return leave
}

/** Calls `listener` when messages may wait for this browser, also while the tab is hidden. */
export const onNotices = (listener: () => void) => join(noticeListeners, listener)

export const onState = (listener: () => void) => join(stateListeners, listener)

export const liveState = (): LiveState => state

export const liveProblem = (): string | null => problem
