/** Search parameters as Next.js hands them out: a repeated one comes as an array. */
export type SearchParams = Record<string, string | string[] | undefined>

/** One value of a search parameter, the first where it is repeated, cut to what a filter can use; no row holds NUL. */
export function oneParam(params: SearchParams, name: string): string | undefined {
  const value = Object.hasOwn(params, name) ? params[name] : undefined
  const text = (Array.isArray(value) ? value[0] : value)?.replaceAll('\u0000', '').trim().slice(0, 500)
  return text === '' ? undefined : text
}
