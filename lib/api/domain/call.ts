import type { z } from 'zod'

/** One call of `/api/v1`, as its description tells it. The schemas are the ones that the server parses with. */
export type ApiCall = {
  method: 'get' | 'post' | 'put' | 'delete'
  /** Below `/api/v1`, parameters in braces. */
  path: string
  tag: 'Jobs' | 'Agents' | 'Nodes' | 'Consent' | 'Description'
  summary: string
  /** Who may, in words; the server's own rule is in `permissions`. */
  who: string
  query?: z.ZodType
  body?: z.ZodType
  /** What a 200 holds, in words. */
  answer: string
  /** Further answers beside 400, 401, 403, 404 and 503. */
  conflict?: boolean
  /** Of the body and the answer, where they are not JSON. */
  bodyTypes?: readonly string[]
  answerType?: string
}
