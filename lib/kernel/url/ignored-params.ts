import { hasNul, oneParam, type SearchParams } from './search-params'

/** A parameter that the page did not use, as it was sent; `href`: the page without it. */
export type IgnoredParam = { name: string; value: string; href: string }

/** The address of a page without one of its parameters. */
function without(path: string, params: SearchParams, name: string): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(params))
    if (key !== name) for (const one of [value ?? []].flat()) query.append(key, one)
  return query.size > 0 ? `${path}?${query}` : path
}

/**
 * The parameters of a page's address that it cannot use: a value that `known` refuses or that
 * has NUL, and any but the first of one that is
 * repeated. The page tells of each, so that nobody takes a list of everything for one that was narrowed.
 */
export function ignoredParams(
  path: string,
  params: SearchParams,
  known: Readonly<Record<string, (value: string) => boolean>>,
): IgnoredParam[] {
  return Object.entries(known).flatMap(([name, isKnown]) => {
    const value = oneParam(params, name)
    const sent = Object.hasOwn(params, name) ? params[name] : undefined
    const [first, ...repeated] = [sent ?? []].flat()
    const isUnused = value === undefined ? hasNul(params, name) : !isKnown(value)
    const [unused] = isUnused ? [value ?? first] : repeated
    return unused === undefined
      ? []
      : [
          {
            name,
            value: unused.slice(0, 100).replaceAll('\u0000', 'U+0000'),
            href: without(path, params, name),
          },
        ]
  })
}
