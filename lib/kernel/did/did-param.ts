import { anyDid } from './did'

/** The DID in an encoded path segment; null when it cannot be one. */
export function didParam(segment: string): string | null {
  try {
    const decoded = anyDid.safeParse(decodeURIComponent(segment))
    // PostgreSQL cannot store NUL, so no DID contains it.
    return decoded.success && !decoded.data.includes('\u0000') ? decoded.data : null
  } catch {
    return null
  }
}

/** The path of a node's page. */
export const nodePath = (did: string): string => `/nodes/${encodeURIComponent(did)}`
