const yearSeconds = 31_536_000

/** Keeps a value in a cookie of this browser for a year, for the server to read; true if that changed it. */
export function keepCookie(name: string, value: string): boolean {
  const entry = `${name}=${encodeURIComponent(value)}`
  const isKept = () => document.cookie.split('; ').includes(entry)
  if (isKept()) return false
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https and a browser of 2025
  document.cookie = `${entry}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`
  return isKept()
}
