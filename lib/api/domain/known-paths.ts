import type { ApiCall } from './call'
import { apiCalls, pageCalls } from './calls'

type Known = { path: string; parts: string[]; params: number; methods: string[] }

const isParam = (part: string): boolean => part.startsWith('{')

/** Every path with its methods; of two that fit, the one with fewer parameters comes first, as in Next. */
function knownPaths(): Known[] {
  const methods = new Map<string, string[]>()
  for (const { path, method } of [...Object.values<ApiCall>(apiCalls), ...pageCalls])
    methods.set(path, [...(methods.get(path) ?? []), method])
  return [...methods]
    .map(([path, those]) => {
      const parts = path.split('/')
      return { path, parts, params: parts.filter(isParam).length, methods: those }
    })
    .sort((a, b) => a.params - b.params)
}

const known = knownPaths()

/** Those without a parameter, which include the call with reports; looking them up takes no time. */
const fixed = new Map(known.filter(({ params }) => params === 0).map((one) => [one.path, one]))

const fits = (parts: string[], given: string[]): boolean =>
  parts.length === given.length &&
  parts.every((part, index) => (isParam(part) ? given[index] !== '' : part === given[index]))

function knownAt(path: string): Known | undefined {
  const exact = fixed.get(path)
  if (exact) return exact
  const given = path.split('/').map(decodeURIComponent)
  return known.find(({ parts }) => fits(parts, given))
}

/** The path of a call as the API describes it, such as `/api/v1/jobs/{jobId}`; null if there is none. */
export const callPathAt = (path: string): string | null => knownAt(path)?.path ?? null

/**
 * The methods of a path below `/api`, for an `Allow` header; null if there is no such path.
 * @param path as it was sent; its percent-encoding can be decoded
 */
export function methodsAt(path: string): string[] | null {
  const methods = knownAt(path)?.methods
  if (!methods) return null
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort()
}
