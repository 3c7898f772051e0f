import { expect } from 'vitest'
import { z } from 'zod'
import type { ApiCall } from '@/lib/api/domain/call'
import { apiCalls } from '@/lib/api/domain/calls'
import { openApi } from '@/lib/api/domain/openapi'
import { problemAnswer } from '@/lib/api/domain/problem'

const document = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          responses: z.record(
            z.string(),
            z.object({ content: z.record(z.string(), z.unknown()).optional() }),
          ),
        }),
      ),
    ),
  })
  .parse(openApi(apiCalls, 'http://localhost'))

/** The call behind a route as Next names it; none for a route that only our pages call. */
export function callOf(name: string): ApiCall | undefined {
  const path = name.replace(/\[(\w+)\]/g, (_, param: string) => `{${param.replace(/Id$/, '_id')}}`)
  return Object.values<ApiCall>(apiCalls).find((call) => `${call.method} ${call.path}` === path)
}

/**
 * Fails unless the description of a call allows its answer: status, type and every member.
 * @param name such as `GET /api/v1/jobs/[jobId]`
 */
export async function expectDescribed(name: string, response: Response): Promise<unknown> {
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  const call = callOf(name)
  if (!call || call.answerType) {
    await response.body?.cancel()
    if (response.status >= 400) expect(type, name).toBe('application/problem+json')
    return undefined
  }
  const { responses } = document.paths[call.path]?.[call.method.toLowerCase()] ?? { responses: {} }
  expect(Object.keys(responses), name).toContain(String(response.status))
  const types = Object.keys(responses[response.status]?.content ?? { 'application/problem+json': {} })
  expect(types, name).toEqual([type])
  const answer: unknown = await response.json()
  const parsed = (response.ok ? call.answer : problemAnswer).safeParse(answer)
  expect(parsed.error?.issues, `${name}: ${JSON.stringify(answer)}`).toBeUndefined()
  return answer
}
