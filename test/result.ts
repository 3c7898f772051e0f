import type { Result } from '@/lib/kernel/errors'

/** The value of a result that must have succeeded. */
export function done<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`${result.error.kind}: ${result.error.detail} ${JSON.stringify(result.error.fields ?? [])}`)
}

/** What failed, in one line: `conflict Running`, `invalid params.a`. */
export const failureOf = (result: Result<unknown>): string => {
  if (result.ok) return 'ok'
  const { kind, present, fields } = result.error
  return [kind, present, ...(fields ?? []).map((field) => field.path)].filter(Boolean).join(' ')
}
