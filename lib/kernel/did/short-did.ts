// Not in did.ts, whose schemas the browser does not need.

/**
 * The start and the end of a long DID: `did:kos:griot:9f2c…41b7`; a short one stays whole. Half of a character that
 * needs two UTF-16 units becomes U+FFFD.
 */
export const shortDid = (value: string, keep = 4): string => cutDid(value, keep).toWellFormed()

function cutDid(value: string, keep: number): string {
  const cut = value.lastIndexOf(':') + 1
  const last = value.slice(cut)
  if (value.length <= 26 || last.length <= 2 * keep + 3)
    return value.length <= 40 ? value : `${value.slice(0, 20)}…${value.slice(-8)}`
  const head = value.slice(0, cut)
  return `${head.length > 20 ? `${head.slice(0, 19)}…` : head}${last.slice(0, keep)}…${last.slice(-keep)}`
}
