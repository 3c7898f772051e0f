/** A decoded part of a path; null where the percent-encoding is broken or text that no row can hold. */
export function decodePath(part: string): string | null {
  try {
    const text = decodeURIComponent(part)
    return text.isWellFormed() && !text.includes('\u0000') && text.length <= 255 ? text : null
  } catch {
    return null
  }
}
