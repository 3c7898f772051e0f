import { nodeCalls } from '@/lib/api/domain/calls-nodes'
import { credentialOf } from '@/lib/auth/credential'
import { fail } from '@/lib/kernel/errors'
import { lastEventId, listenForChanges } from '@/lib/live/changes'
import { signedOut } from '@/lib/server/caller'
import { eventStream, mayOpenStream, viewerKey } from '@/lib/transport/event-stream'
import { route } from '@/lib/transport/route'

/**
 * Says what changed; the page then reads it again. No change after `hello` is missed, so read everything once then.
 * `hakim start` answers this call before Next (lib/server/direct-events.ts).
 */
export const GET = route(nodeCalls.streamEvents, async ({ request, viewer }) => {
  const key = viewerKey(viewer)
  if (!mayOpenStream(key))
    return fail('too_many', 'Too many open event streams; close other windows.', { retryAfter: 30 })
  const credential = await credentialOf({
    authorization: request.headers.get('authorization') ?? undefined,
    cookie: request.headers.get('cookie') ?? undefined,
  })
  if (!credential) return signedOut
  return eventStream(key, request.signal, (send, ended) => {
    return listenForChanges({
      ...{ credential, ended, after: lastEventId(request.headers.get('last-event-id')) },
      ready: (id) => send('hello', {}, id),
      change: (change, id) => send('change', change, id),
      problem: (problem) => send('problem', problem),
      notices: (told) => send('notices', told),
    })
  })
})
