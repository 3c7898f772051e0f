const yearMs = 31_536_000_000

/**
 * Keeps a value in a cookie of this browser for a year, for the server to read; true if that changed it, false if it was
 * kept already or the browser refuses cookies.
 */
export async function keepCookie(name: string, value: string): Promise<boolean> {
  const text = encodeURIComponent(value)
  if (!('cookieStore' in window)) return keepInDocument(name, text)
  const isKept = async () => (await window.cookieStore.get(name))?.value === text
  // Sent before the answer to this, or somebody who leaves the page at once would find the old value.
  const wasKept = isKept()
  try {
    await window.cookieStore.set({
      ...{ name, value: text, path: '/', sameSite: 'lax' },
      expires: Date.now() + yearMs,
    })
  } catch {
    return false
  }
  return !(await wasKept) && (await isKept())
}

/** On plain http beyond this machine, and in older browsers. It halts the page, so that Chromium reports it as an issue. */
function keepInDocument(name: string, text: string): boolean {
  const entry = `${name}=${text}`
  const isKept = () => document.cookie.split('; ').includes(entry)
  if (isKept()) return false
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https and a browser of 2025
  document.cookie = `${entry}; path=/; max-age=${yearMs / 1_000}; samesite=lax${secure}`
  return isKept()
}
