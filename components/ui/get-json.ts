import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'

const unreadable = fail('unavailable', 'The server sent an unexpected answer. Reload the page.')

/** One answer of the server; a failure carries the text of its problem details. */
export async function get<T>(path: string, isAnswer: (value: unknown) => value is T): Promise<Result<T>> {
  try {
    const response = await fetch(path, { headers: { accept: 'application/json' } })
    const body: unknown = await response.json()
    if (response.ok) return isAnswer(body) ? ok(body) : unreadable
    if (response.status === 401) return fail('unauthenticated', 'You are signed out. Sign in again.')
    return isJsonObject(body) && typeof body.detail === 'string'
      ? fail('unavailable', body.detail)
      : unreadable
  } catch {
    return fail('unavailable', 'The server did not respond.')
  }
}
