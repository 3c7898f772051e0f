import type { IncomingMessage, ServerResponse } from 'node:http'
import { jobsWaiting } from '@/lib/board/queries/waiting'
import { parseLiveQuery } from '@/lib/fleet/domain/fleet-query'
import { fleetLive } from '@/lib/fleet/queries/fleet-live'
import { fail } from '@/lib/kernel/errors'
import { shareRead } from '@/lib/kernel/shared-read'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { backfillNote } from '@/lib/series/queries/backfill'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { thrownAnswer } from '@/lib/transport/thrown'
import { callerOf } from './caller'
import { sendAnswer } from './send-answer'

const path = '/api/fleet/live'

export const isFleetLiveGet = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && (url === path || url?.startsWith(`${path}?`) === true)

/** Every open fleet page asks this every two seconds; Next would take some milliseconds for each (docs/decisions/0027-many-viewers.md). */
export const answerFleetLive = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  sendAnswer(response, () => fleetLiveAnswer(request.url ?? '', request.headers))

/** What has changed for an open fleet page. */
export async function fleetLiveAnswer(
  url: string,
  headers: Pick<IncomingMessage['headers'], 'authorization' | 'cookie'>,
): Promise<Answer> {
  try {
    const caller = await callerOf(headers, 'readFleet')
    if (!caller.ok) return problemAnswer(caller.error)
    const viewer = caller.value
    if (viewer.kind !== 'person') return problemAnswer(fail('forbidden', peopleOnly).error)
    const { filter, since, waiting } = parseLiveQuery(new URL(url, 'http://localhost').searchParams)
    const [fleet, backfill, jobs] = await Promise.all([
      fleetLive(viewer, filter, since),
      sharedBackfill(),
      waiting ? jobsWaiting(viewer) : null,
    ])
    return {
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      // `fleet.text` is JSON that viewers share.
      body: `{"ageMs":${fleet.ageMs},"waiting":${jobs},"backfill":${JSON.stringify(backfill.value)},"fleet":${fleet.text}}`,
    }
  } catch (error) {
    return thrownAnswer(error)
  }
}

const sharedBackfill = shareRead(backfillNote, 1_000)
