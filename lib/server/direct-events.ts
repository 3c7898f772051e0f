import type { IncomingMessage, ServerResponse } from 'node:http'
import { credentialOf } from '@/lib/auth/credential'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'
import { lastEventId, listenForChanges } from '@/lib/live/changes'
import type { Credential } from '@/lib/people/domain/credential'
import { mayOpenStream, openStream, streamHeaders, viewerKey } from '@/lib/transport/event-stream'
import { problemAnswer } from '@/lib/transport/problem'
import { thrownAnswer } from '@/lib/transport/thrown'
import { callerOf, signedOut } from './caller'
import { sendAnswer } from './send-answer'

const path = '/api/v1/events'

export const isEventsGet = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && (url === path || url?.startsWith(`${path}?`) === true)

/** Each open page holds a stream; one of Next takes several times the memory (docs/decisions/0027-many-viewers.md). */
export async function answerEvents(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let caller: Result<{ viewer: Viewer; credential: Credential }>
  try {
    caller = await streamCallerOf(request)
  } catch (error) {
    return sendAnswer(response, async () => thrownAnswer(error))
  }
  const opened = caller.ok ? open(caller.value, request, response) : caller
  if (opened && !opened.ok) return sendAnswer(response, async () => problemAnswer(opened.error))
}

async function streamCallerOf({
  headers,
}: IncomingMessage): Promise<Result<{ viewer: Viewer; credential: Credential }>> {
  const caller = await callerOf(headers, 'readEvents')
  if (!caller.ok) return caller
  const credential = await credentialOf(headers)
  return credential ? ok({ viewer: caller.value, credential }) : signedOut
}

/** Null once the stream has begun, or when nobody waits for it any more. */
function open(
  { viewer, credential }: { viewer: Viewer; credential: Credential },
  { socket, headers }: IncomingMessage,
  response: ServerResponse,
) {
  const key = viewerKey(viewer)
  if (!mayOpenStream(key))
    return fail('too_many', 'Too many open event streams; close other windows.', { retryAfter: 30 })
  if (socket.destroyed) return null
  response.writeHead(200, streamHeaders)
  response.flushHeaders()
  const sink = {
    write: (bytes: Uint8Array) => void response.write(bytes),
    unsent: () => response.writableLength,
    end: () => void response.end(),
  }
  const close = openStream(key, sink, (send, ended) =>
    listenForChanges({
      ...{ credential, ended, after: lastEventId(headers['last-event-id']) },
      ready: (id) => send('hello', {}, id),
      change: (change, id) => send('change', change, id),
      problem: (problem) => send('problem', problem),
      notices: (told) => send('notices', told),
    }),
  )
  response.once('close', close)
  return null
}
