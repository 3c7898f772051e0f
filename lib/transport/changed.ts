import { ok, type Result } from '@/lib/kernel/errors'

/** What a form needs to know after a change; everything else comes with the page, which is read again. */
export async function changed<T extends object>(
  change: Promise<Result<T>>,
): Promise<Result<{ warnings: string[] }>> {
  const result = await change
  if (!result.ok) return result
  const warnings: unknown = Reflect.get(result.value, 'warnings')
  return ok({
    warnings: Array.isArray(warnings) ? warnings.filter((text) => typeof text === 'string') : [],
  })
}
