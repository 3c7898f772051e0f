import { format, stripVTControlCharacters } from 'node:util'
import type { Logger } from 'pino'

/** Next's own messages matter only when searching for a cause. */
const levels = { error: 'error', warn: 'warn', info: 'debug', log: 'debug', debug: 'debug' } as const

/** Writes to the log what Next and other packages print with `console`. */
export function takeConsole(log: Logger): void {
  for (const method of ['error', 'warn', 'info', 'log', 'debug'] as const)
    console[method] = (...args: unknown[]) => {
      const err = args.find((arg) => arg instanceof Error)
      const text = format(...args.filter((arg) => arg !== err))
      const msg = stripVTControlCharacters(text).trim() || (err?.message ?? '')
      log[isCutOff(err) ? 'debug' : levels[method]](err ? { err } : {}, msg)
    }
}

/** Node's error for a caller that hung up before its body was complete: not a problem of ours. */
const isCutOff = (error: Error | undefined): boolean =>
  error !== undefined && 'code' in error && error.code === 'ECONNRESET' && error.message === 'aborted'
