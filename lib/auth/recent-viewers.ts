import type { Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'

type Look = (header: string | null) => Promise<Result<Viewer> | null>

/**
 * Remembers for `freshMs` whose header it was, so that a client with many small calls costs the database one lookup
 * in that time; a revocation takes effect within it. Only accepted headers are remembered.
 */
export function rememberViewers(look: Look, freshMs: number, now = () => performance.now()): Look {
  const recent = new Map<string, { viewer: Result<Viewer>; until: number }>()
  return async (header) => {
    const known = header === null ? undefined : recent.get(header)
    if (known && now() < known.until) return known.viewer
    // A lookup that starts now returns the current state, however long it takes.
    const until = now() + freshMs
    const viewer = await look(header)
    if (header !== null && viewer?.ok) {
      // The oldest come first.
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
