import { anyDid } from './did'

/** The DID in a path segment as the URL holds it, encoded; null when it cannot be one. */
export function didParam(segment: string): string | null {
  try {
    const decoded = anyDid.safeParse(decodeURIComponent(segment))
    // PostgreSQL cannot hold NUL, so no node has it in its DID.
    return decoded.success && !decoded.data.includes('\u0000') ? decoded.data : null
  } catch {
    return null
  }
}

/** The way to a node's page. */
export const nodePath = (did: string): string => `/nodes/${encodeURIComponent(did)}`
