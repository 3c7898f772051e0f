import type { Viewer } from '@/lib/kernel/role'

/** How many streams one person or agent can hold open; a browser shares one across its pages. */
const maxStreams = 20
/** Browsers take a stream that is silent for twice as long as dead. */
const beatMs = 5_000

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

/** Server-sent events: `start` gets a function that sends one and returns how to stop. Slow readers are cut off. */
export function eventStream(
  key: string,
  signal: AbortSignal,
  start: (send: (event: string, data: unknown) => void) => () => void,
): Response {
  const encoder = new TextEncoder()
  let close = (): void => undefined
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        open.set(key, (open.get(key) ?? 0) + 1)
        let id = 0
        const write = (text: string): void => {
          if ((controller.desiredSize ?? 0) < -64) close()
          else controller.enqueue(encoder.encode(text))
        }
        const stop = start((event, data) => {
          id += 1
          write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        })
        const beat = setInterval(() => write(': beat\n\n'), beatMs)
        close = () => {
          close = () => undefined
          clearInterval(beat)
          stop()
          endings.delete(shut)
          const left = (open.get(key) ?? 1) - 1
          if (left > 0) open.set(key, left)
          else open.delete(key)
          try {
            controller.close()
          } catch {
            // The browser closed it first.
          }
        }
        const shut = (): void => close()
        endings.add(shut)
        signal.addEventListener('abort', shut)
      },
      cancel() {
        close()
      },
    },
    { highWaterMark: 16 },
  )
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
