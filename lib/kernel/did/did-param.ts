import { anyDid } from './did'

/** The DID in an encoded path segment; null when it cannot be one. */
export function didParam(segment: string): string | null {
  try {
    return decodedDidParam(decodeURIComponent(segment))
  } catch {
    return null
  }
}

/**
 * The same for a segment that is already decoded: Next decodes the parameters of `generateMetadata`, not those of a page, and
 * a DID of another program may hold what looks encoded.
 */
export function decodedDidParam(segment: string): string | null {
  const did = anyDid.safeParse(segment)
  // PostgreSQL cannot store NUL, so no DID contains it.
  return did.success && !did.data.includes('\u0000') ? did.data : null
}

/** The path of a node's page. */
export const nodePath = (did: string): string => `/nodes/${encodeURIComponent(did)}`
