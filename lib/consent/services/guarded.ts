import { guardFailure } from '@/lib/db/connection/failures'
import type { Result } from '@/lib/kernel/errors'

/** What PostgreSQL's guards refuse, because something changed after it was checked, as a failure. */
export async function guarded<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work
  } catch (error) {
    const failure = guardFailure(error)
    if (!failure) throw error
    return { ok: false, error: failure }
  }
}
