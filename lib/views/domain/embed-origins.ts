/** An exact origin on https, as a browser writes it: no path, no wildcard, no user; a port only if it is not 443. */
export function isOrigin(text: string): boolean {
  if (!/^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(text)) return false
  return URL.canParse(text) && new URL(text).origin === text
}

/** The value of `frame-ancestors` for these origins. */
export const frameAncestors = (origins: readonly string[]): string =>
  origins.length > 0 && origins.every(isOrigin) ? origins.join(' ') : `'none'`
