import { actorGone } from '@/lib/kernel/actor-gone'
import { databaseDown } from '@/lib/kernel/database-down'
import { unstorable } from '@/lib/kernel/unstorable'
import { log } from '@/lib/log/log'
import { bugDetail } from './bug'
import { type Answer, occurrence, problemAnswer } from './problem'

/** The answer when something was thrown: 503 if the database is away, 500 and a line in the log for a bug. */
export function thrownAnswer(error: unknown): Answer {
  const down = databaseDown(error)
  if (down) return problemAnswer(down)
  const gone = actorGone(error)
  if (gone) return problemAnswer(gone)
  const invalid = unstorable(error)
  if (invalid) return problemAnswer(invalid)
  log().error({ err: error }, 'A call failed')
  return {
    status: 500,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: JSON.stringify({
      type: 'urn:hakim:problem:internal',
      title: 'Something went wrong',
      status: 500,
      detail: bugDetail(),
      ...occurrence(),
    }),
  }
}
