import type { z } from 'zod'
import type { FailureKind } from '@/lib/kernel/errors'
import type { AgentViewer, PersonViewer, Viewer } from '@/lib/kernel/role'
import type { Action, permissions } from '@/lib/people/domain/permissions'

/**
 * One call of the API, told once: its route takes path, viewer, query, body and status from here, the server what it
 * refuses before any route, and OpenAPI and docs/permissions.md are made of it.
 */
export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The whole path, parameters in braces. */
  path: `/api/${string}`
  tag: 'Jobs' | 'Agents' | 'Nodes' | 'Consent' | 'Server'
  summary: string
  /** The permission that it needs; null: no token at all. */
  may: Action | null
  /** What is read of the query string. */
  query?: z.ZodType
  /** What the service parses the body with. */
  body?: z.ZodType
  /** Whether it is shown to an approver: refused when JSON.parse would lose a part of it. */
  exact?: boolean
  /** Of the body and the answer, where they are not JSON. */
  bodyTypes?: readonly string[]
  answerType?: string
  /** What an answer of success holds, whole. */
  answer: z.ZodType
  /** `created`: 201. `found`: 201, or 200 where it had been there already. */
  makes?: 'created' | 'found'
  /** Failures beside those that follow from the rest, such as 401 from `may`. */
  failures?: readonly FailureKind[]
  /** Where 503 is not a problem but an answer. */
  unavailable?: z.ZodType
}

/** `job_id` as the folder of the route spells it: `jobId`. */
type FolderName<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Tail>}`
  : Name

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? FolderName<Name> | ParamNames<Rest>
  : never

/** What Next hands to the route of a call. */
export type ParamsOf<C extends ApiCall> = { [Name in ParamNames<C['path']>]: string }

type Table = typeof permissions

/** Who may come through to the handler: by the table of permissions agents alone, people alone, or both. */
export type ViewerOf<C extends ApiCall> = C['may'] extends Action
  ? Table[C['may']]['agent'] extends true
    ? Table[C['may']]['role'] extends null
      ? AgentViewer
      : Viewer
    : PersonViewer
  : never

/** One that reads its query string, and what it reads there. */
export type QueryCall = ApiCall & { query: z.ZodType }
export type QueryOf<C extends QueryCall> = z.output<C['query']>

/** What JSON.stringify turns into A: a Date becomes its text. */
type Sendable<A> = unknown extends A
  ? unknown
  : A extends string
    ? A | Date
    : A extends readonly (infer Item)[]
      ? readonly Sendable<Item>[]
      : A extends object
        ? { [Key in keyof A]: Sendable<A[Key]> }
        : A

/** What the handler of a call returns when all is well. */
export type AnswerOf<C extends ApiCall> = Sendable<z.output<C['answer']>>
