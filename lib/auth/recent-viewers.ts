import type { Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'

type Look = (header: string | null) => Promise<Result<Viewer> | null>

/**
 * Remembers for `freshMs` who a header stood for, so that a sender of many small calls costs the database one look in
 * that time; a revocation counts after it at the latest. Only who was let in is remembered.
 */
export function rememberViewers(look: Look, freshMs: number, now = () => performance.now()): Look {
  const recent = new Map<string, { viewer: Result<Viewer>; until: number }>()
  return async (header) => {
    const known = header === null ? undefined : recent.get(header)
    if (known && now() < known.until) return known.viewer
    // A look that began now says how it is now, however long it takes.
    const until = now() + freshMs
    const viewer = await look(header)
    if (header !== null && viewer?.ok) {
      // The oldest stand first.
      for (const [old, { until: end }] of recent) {
        if (end > now()) break
        recent.delete(old)
      }
      recent.delete(header)
      recent.set(header, { viewer, until })
    }
    return viewer
  }
}
