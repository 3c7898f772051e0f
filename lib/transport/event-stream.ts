import type { Viewer } from '@/lib/kernel/role'

/** How many streams one person or agent can hold open; a browser shares one across its pages. */
const maxStreams = 20
/** Browsers take a stream that is silent for twice as long as dead. */
const beatMs = 5_000
/** A reader that is further behind than this is cut off; its browser comes back and reads everything. */
const maxUnsentBytes = 64 * 1024

// On globalThis, because one process has several copies of this module.
type Streams = { open: Map<string, number>; endings: Set<() => void>; stopped: boolean }
const globalStreams: typeof globalThis & { hakimStreams?: Streams } = globalThis
globalStreams.hakimStreams ??= { open: new Map(), endings: new Set(), stopped: false }
const streams = globalStreams.hakimStreams
const { open, endings } = streams

export const viewerKey = (viewer: Viewer): string => (viewer.kind === 'agent' ? viewer.tokenId : viewer.id)

export const openStreams = (): number => endings.size

export const mayOpenStream = (key: string): boolean => !streams.stopped && (open.get(key) ?? 0) < maxStreams

/** Ends every stream for good, so that a stopping server does not wait for browsers. */
export const closeStreams = (): void => {
  streams.stopped = true
  for (const close of endings) close()
}

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

const encoder = new TextEncoder()
const beat = encoder.encode(': beat\n\n')

/** What was sent, by its data: those who get the same object share the bytes. */
const sent = new WeakMap<object, Uint8Array<ArrayBuffer>>()

function bytesOf(event: string, data: object, id: string | null): Uint8Array<ArrayBuffer> {
  const named = id === null ? '' : `id: ${id}\n`
  const bytes = sent.get(data) ?? encoder.encode(`event: ${event}\n${named}data: ${JSON.stringify(data)}\n\n`)
  sent.set(data, bytes)
  return bytes
}

/** `id`: what a reader that comes back sends as Last-Event-ID. */
type Send = (event: string, data: object, id?: string | null) => void

/** Where a stream goes: a response of Next or of Node. */
type Sink = {
  write: (bytes: Uint8Array<ArrayBuffer>) => void
  /** How many bytes the reader has not taken yet. */
  unsent: () => number
  end: () => void
}

/**
 * Server-sent events: `start` gets a function that sends one and a function that ends the stream, and returns how to stop.
 * A data object is sent as one event only. Slow readers are cut off. Returns how to close the stream.
 */
export function openStream(
  key: string,
  sink: Sink,
  start: (send: Send, end: () => void) => () => void,
): () => void {
  open.set(key, (open.get(key) ?? 0) + 1)
  const write = (bytes: Uint8Array<ArrayBuffer>): void => {
    if (sink.unsent() > maxUnsentBytes) close()
    else sink.write(bytes)
  }
  let closed = false
  const stop = start(
    (event, data, id = null) => closed || write(bytesOf(event, data, id)),
    () => close(),
  )
  const beats = setInterval(() => write(beat), beatMs)
  const close = (): void => {
    if (closed) return
    closed = true
    clearInterval(beats)
    stop()
    endings.delete(close)
    const left = (open.get(key) ?? 1) - 1
    if (left > 0) open.set(key, left)
    else open.delete(key)
    sink.end()
  }
  endings.add(close)
  return close
}

/** The same as a Response. */
export function eventStream(
  key: string,
  signal: AbortSignal,
  start: Parameters<typeof openStream>[2],
): Response {
  let close = (): void => undefined
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        const sink: Sink = {
          write: (bytes) => controller.enqueue(bytes),
          unsent: () => -(controller.desiredSize ?? 0),
          end: () => {
            try {
              controller.close()
            } catch {
              // The browser closed it first.
            }
          },
        }
        close = openStream(key, sink, start)
        signal.addEventListener('abort', close)
      },
      cancel: () => close(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  )
  return new Response(stream, { headers: streamHeaders })
}
