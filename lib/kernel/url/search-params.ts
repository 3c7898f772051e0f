/** Search parameters as Next.js passes them: a repeated one is an array. */
export type SearchParams = Record<string, string | string[] | undefined>

/** A search parameter (the first, if repeated), cut to a length that filters use and without NUL, which no row holds. */
export function oneParam(params: SearchParams, name: string): string | undefined {
  const value = Object.hasOwn(params, name) ? params[name] : undefined
  const text = (Array.isArray(value) ? value[0] : value)?.replaceAll('\u0000', '').trim().slice(0, 500)
  return text === '' ? undefined : text
}
