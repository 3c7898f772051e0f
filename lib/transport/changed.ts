import type { ToSign } from '@/lib/consent/domain/consent-page'
import { ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'

type Changed = { warnings: string[]; toSign?: ToSign }

/** What a form needs to know after a change; everything else comes with the page, which is read again. */
export async function changed<T extends object>(change: Promise<Result<T>>): Promise<Result<Changed>> {
  const result = await change
  if (!result.ok) return result
  const warnings: unknown = Reflect.get(result.value, 'warnings')
  const asked: unknown = Reflect.get(result.value, 'change')
  return ok({
    warnings: Array.isArray(warnings) ? warnings.filter((text) => typeof text === 'string') : [],
    ...toSignOf(asked),
  })
}

const toSignOf = (asked: unknown): { toSign?: ToSign } =>
  isJsonObject(asked) &&
  typeof asked.change_id === 'string' &&
  typeof asked.digest === 'string' &&
  asked.state === 'waiting'
    ? { toSign: { change: asked.change_id, digest: asked.digest } }
    : {}
