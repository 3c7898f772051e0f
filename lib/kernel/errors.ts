/**
 * The one list of expected failures. A service returns them as values; a transport maps each kind once.
 * Anything that is not in this list is a bug and is thrown.
 */
export const failureKinds = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign-in needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'The state has changed' },
  too_large: { status: 413, title: 'Too large' },
  unsupported: { status: 415, title: 'Unsupported content type' },
  too_many: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available right now' },
} as const

export type FailureKind = keyof typeof failureKinds

/** One field that is wrong: `path` in dots and brackets as the sender wrote it, `message` says what it must be. */
export type FieldProblem = { path: string; message: string }

/** What is still known to be wrong once the fields of these paths, or parts of them, were changed. */
export const stillWrong = (problems: readonly FieldProblem[], paths: readonly string[]): FieldProblem[] =>
  problems.filter(
    ({ path }) =>
      !paths.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`)),
  )

export type Failure = {
  kind: FailureKind
  /** One sentence for a person: what is wrong and what to do. */
  detail: string
  fields?: FieldProblem[]
  /** The present status, or version, of what was to be changed, with `conflict`. */
  present?: string
  /** The nodes that have to be confirmed, with `conflict`. */
  nodes?: readonly { node_did: string; name: string | null }[]
  /** The methods that there are, with `method_not_allowed`. */
  allow?: readonly string[]
  /** Seconds after which a retry makes sense, with `too_many` and `unavailable`. */
  retryAfter?: number
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const fail = (
  kind: FailureKind,
  detail: string,
  more: Omit<Failure, 'kind' | 'detail'> = {},
): { ok: false; error: Failure } => ({ ok: false, error: { kind, detail, ...more } })
