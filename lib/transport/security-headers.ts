import { config } from '@/lib/config'

/** The headers of every answer, whoever sends it: pages, calls and files. */
export const commonHeaders = (): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  // For browsers that do not know `frame-ancestors`.
  'x-frame-options': 'DENY',
  ...(config().baseUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})

/** Tells proxy.ts which origins may frame this page; the server takes it from whoever sends it. */
export const frameHeader = 'x-hakim-frame'

/** For what is not a page: nothing may be loaded or framed, should a browser ever take it for one. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'"

/**
 * The only <style> that has no nonce: sonner adds one when it is loaded, at first empty and then with its text. A test
 * compares the second hash with the installed version.
 */
export const styleHashes = [
  'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=',
] as const

/**
 * What a page may load: scripts and <style> elements with this answer's nonce. Style attributes cannot have one, and React
 * writes those of charts and menus into the HTML (docs/security.md). `ancestors`: the origins whose pages may frame it.
 */
export function pagePolicy(nonce: string, development = false, ancestors = `'none'`): string {
  const styles = styleHashes.map((hash) => `'${hash}'`).join(' ')
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' 'nonce-${nonce}' ${styles}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors ${ancestors}`,
  ].join('; ')
}
