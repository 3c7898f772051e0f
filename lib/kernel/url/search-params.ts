/** Search parameters as Next.js passes them: a repeated one is an array. */
export type SearchParams = Record<string, string | string[] | undefined>

/** Long enough for filters; a list of what somebody selected takes as much as an address may have. */
const longestText = 500
export const longestList = 16_000

/** A search parameter (the first, if repeated), cut to this length; none with NUL, which no row holds. */
export function oneParam(params: SearchParams, name: string, longest = longestText): string | undefined {
  const value = Object.hasOwn(params, name) ? params[name] : undefined
  const text = (Array.isArray(value) ? value[0] : value)?.trim().slice(0, longest)
  return text === '' || text?.includes('\u0000') ? undefined : text
}

/** Whether a parameter is ignored because it contains NUL, which the page says. */
export const hasNul = (params: SearchParams, name: string): boolean =>
  Object.hasOwn(params, name) && ([params[name] ?? []].flat()[0]?.includes('\u0000') ?? false)

/** The parameters of a query as Next passes them. */
export function paramsOf(query: string | URLSearchParams): SearchParams {
  const params = new URLSearchParams(query)
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
}
