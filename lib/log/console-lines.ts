import { format, stripVTControlCharacters } from 'node:util'
import type { Logger } from 'pino'
import { loggedError } from './logged-error'

/** Next's own messages matter only when searching for a cause. */
const levels = { error: 'error', warn: 'warn', info: 'debug', log: 'debug', debug: 'debug' } as const

type Taken = Pick<Console, keyof typeof levels>

/**
 * Writes to the log what Next and other packages print with `console`. An error that `isExpected` says yes to is a matter
 * of level debug.
 */
export function takeConsole(
  log: Logger,
  isExpected: (error: Error) => boolean = () => false,
  console: Taken = globalThis.console,
): void {
  for (const method of ['error', 'warn', 'info', 'log', 'debug'] as const)
    console[method] = (...args: unknown[]) => {
      const err = args.flatMap(errorsIn)[0]
      const text = format(...args.filter((arg) => arg !== err).map(shown))
      const msg = stripVTControlCharacters(text).trim() || (err ? loggedError(err).message : '')
      const expected = err !== undefined && (isCutOff(err) || isExpected(err))
      log[expected ? 'debug' : levels[method]](err ? { err } : {}, msg)
    }
}

/** An argument that is an error, or the errors that it holds. */
function errorsIn(arg: unknown): Error[] {
  if (arg instanceof Error) return [arg]
  return isObject(arg) ? Object.values(arg).filter((value) => value instanceof Error) : []
}

/** Objects are only named: they may hold what people have sent, such as the parameters of a query. */
function shown(arg: unknown): unknown {
  if (arg instanceof Error) {
    const { type, message } = loggedError(arg)
    return `${type}: ${message}`
  }
  return isObject(arg) ? Object.prototype.toString.call(arg) : arg
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

/** Node's error for a caller that hung up before its body was complete: not a problem of ours. */
const isCutOff = (error: Error): boolean =>
  'code' in error && error.code === 'ECONNRESET' && error.message === 'aborted'
