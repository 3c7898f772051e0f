/** A decoded path segment, as Next passes it to a route; null for text that no row can hold. */
export const pathText = (text: string): string | null =>
  text.isWellFormed() && !text.includes('\u0000') && text.length <= 255 ? text : null

/** The same for an encoded segment; null also if the percent-encoding is broken. */
export function decodePath(part: string): string | null {
  try {
    return pathText(decodeURIComponent(part))
  } catch {
    return null
  }
}

/** Whether the percent-encoding of an address can be decoded. */
export const isDecodable = (path: string): boolean => {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
