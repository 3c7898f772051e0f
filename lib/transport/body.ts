import { fail, ok, type Result } from '@/lib/domain/errors'

export const maxBodyBytes = 16 * 1024 * 1024

/** Reads a body as UTF-8 text, at most `limit` bytes whatever Content-Length says. Compressed bodies are refused. */
export async function readText(request: Request, limit = maxBodyBytes): Promise<Result<string>> {
  const tooLarge = fail('too_large', `The body is over ${limit / 1024 / 1024} MB; send smaller batches.`)
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity')
    return fail('unsupported', 'Send the body without Content-Encoding.')
  if (Number(request.headers.get('content-length') ?? 0) > limit) return tooLarge
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = request.body?.getReader()
  let text = ''
  let bytes = 0
  try {
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      bytes += chunk.value.byteLength
      if (bytes > limit) {
        await reader?.cancel()
        return tooLarge
      }
      text += decoder.decode(chunk.value, { stream: true })
    }
    return ok(text + decoder.decode())
  } catch (error) {
    if (error instanceof TypeError) return fail('invalid', 'The body is not valid UTF-8.')
    throw error
  }
}

export function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed'
    return fail('invalid', `The body is not JSON: ${why}`)
  }
}

/** The media type without parameters, in lower case. */
export const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** A JSON body. A missing one counts as `{}`, since some calls have nothing to say. */
export async function readJson(request: Request): Promise<Result<unknown>> {
  const text = await readText(request)
  if (!text.ok) return text
  if (text.value.trim() === '') return ok({})
  if (mediaType(request) !== 'application/json')
    return fail('unsupported', 'Send JSON with Content-Type: application/json.')
  return parseJson(text.value)
}
