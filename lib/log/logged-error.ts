/** An error as the log shows it. */
type LoggedError = {
  type: string
  message: string
  stack?: string
  code?: string
  digest?: string
  cause?: LoggedError
  errors?: LoggedError[]
}

const deepest = 5

/**
 * The parts of an error that help to find its cause. The rest is left out: a database error holds the query's parameters
 * and the row, which people have sent.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error).slice(0, 1_000) }
  const { name, stack, cause } = error
  const code = textOf(error, 'code')
  const digest = textOf(error, 'digest')
  const inner = depth < deepest && error instanceof AggregateError ? error.errors.slice(0, deepest) : []
  return {
    type: name,
    message: withoutInput(error.message, code),
    ...(stack ? { stack: withoutInput(stack, code) } : {}),
    ...(code ? { code } : {}),
    ...(digest ? { digest } : {}),
    ...(cause !== undefined && depth < deepest ? { cause: loggedError(cause, depth + 1) } : {}),
    ...(inner.length > 0 ? { errors: inner.map((one) => loggedError(one, depth + 1)) } : {}),
  }
}

function textOf(error: Error, key: 'code' | 'digest'): string | undefined {
  const value = key in error ? Object.getOwnPropertyDescriptor(error, key)?.value : undefined
  return typeof value === 'string' ? value : undefined
}

/** PostgreSQL's data exceptions (class 22) and JSON.parse quote what they were given, which may itself contain quotes. */
function withoutInput(text: string, code: string | undefined): string {
  const short = text.replace(
    /(Unexpected [^\n]*?), (\.\.\.)?".*"(\.\.\.)? is not valid JSON/gs,
    '$1: not valid JSON',
  )
  return code?.startsWith('22') ? short.replace(/".*"/s, '"…"') : short
}
