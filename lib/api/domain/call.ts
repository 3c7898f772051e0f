import type { z } from 'zod'
import type { FailureKind } from '@/lib/kernel/errors'
import type { AgentViewer, PersonViewer, Viewer } from '@/lib/kernel/role'
import type { Action, permissions } from '@/lib/people/domain/permissions'

/**
 * One call of the API, described once: its route takes path, viewer, query, body and status from here, the server knows
 * from it what to refuse before any route, and OpenAPI and docs/permissions.md are generated from it.
 */
export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The whole path, with parameters in braces. */
  path: `/api/${string}`
  tag:
    | 'Jobs'
    | 'Agents'
    | 'Nodes'
    | 'Consent'
    | 'People'
    | 'Tokens'
    | 'Keys'
    | 'Channels'
    | 'Alerts'
    | 'Views'
    | 'Audit'
    | 'Server'
  summary: string
  /** The permission that it needs; null if it needs no token at all. */
  may: Action | null
  /** Parses the query string. */
  query?: z.ZodType
  /** The service parses the body with this. */
  body?: z.ZodType
  /** The media types of body and answer if they are not JSON. */
  bodyTypes?: readonly string[]
  answerType?: string
  /** The complete answer of a success. */
  answer: z.ZodType
  /** `created`: 201. `found`: 201, or 200 if it already existed. */
  makes?: 'created' | 'found'
  /** 202 while the owners of the nodes are asked first. */
  asks?: true
  /** Failures that do not follow from the rest, as 401 follows from `may`. */
  failures?: readonly FailureKind[]
  /** The body of a 503 that is an answer and not a problem. */
  unavailable?: z.ZodType
}

/** `job_id` as the route's folder spells it: `jobId`. */
type FolderName<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Tail>}`
  : Name

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? FolderName<Name> | ParamNames<Rest>
  : never

/** The parameters that Next passes to the route of a call. */
export type ParamsOf<C extends ApiCall> = { [Name in ParamNames<C['path']>]: string }

type Table = typeof permissions

/** Who can reach the handler: only agents, only people, or both, by the table of permissions. */
export type ViewerOf<C extends ApiCall> = C['may'] extends Action
  ? Table[C['may']]['agent'] extends true
    ? Table[C['may']]['role'] extends null
      ? AgentViewer
      : Viewer
    : PersonViewer
  : never

/** A call that reads its query string, and what it reads there. */
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

/** What the handler of a call returns on success. */
export type AnswerOf<C extends ApiCall> = Sendable<z.output<C['answer']>>
