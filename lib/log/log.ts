import { type Logger, pino, stdTimeFunctions } from 'pino'
import { type Config, config } from '@/lib/config'
import { loggedError } from './logged-error'
import { mask } from './mask'
import { currentRequest } from './request'
import { textLine } from './text-line'

type Destination = { write: (line: string) => void }

/** The server's log. Each line written while answering a request carries the request's id. */
export function createLog(
  { logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>,
  // Written at once: the last lines before a crash are the ones that matter.
  destination: Destination = pino.destination({ fd: 1, sync: true }),
): Logger {
  const asText = (logFormat ?? (process.stdout.isTTY ? 'text' : 'json')) === 'text'
  return pino(
    {
      level: logLevel,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error) => loggedError(error) },
      mixin: ofRequest,
      hooks: { streamWrite: mask },
    },
    asText ? { write: (line: string) => destination.write(textLine(line)) } : destination,
  )
}

/** pino's number of that level. */
const warn = 40

/** Only a line about a problem repeats the whole request; the others have its id. */
function ofRequest(_: object, level: number): object {
  const request = currentRequest()
  if (!request) return {}
  const { id, method, path } = request
  return level >= warn ? { request_id: id, method, path } : { request_id: id }
}

// On globalThis, since one process holds several copies of this module.
const shared: typeof globalThis & { hakimLog?: Logger } = globalThis

/** The log of this process, created on first use: the configuration is read then. */
export function log(): Logger {
  shared.hakimLog ??= createLog(config())
  return shared.hakimLog
}
