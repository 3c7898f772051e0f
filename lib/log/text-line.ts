/**
 * A line of the log for a person at a terminal: `14:46:12 error The message (request …)`, an error's stack below it.
 * `line` is what pino has written.
 */
export function textLine(line: string): string {
  const { time, level, msg = '', request_id, err, ...more }: Line = JSON.parse(line)
  const head = `${time.slice(11, 19)} ${level.padEnd(5)} ${msg}`
  const rest = Object.entries(more).map(([key, value]) => `${key}=${shown(value)}`)
  const request = request_id ? [`(request ${request_id})`] : []
  const below = err ? `\n${linesOf(err)}`.replaceAll('\n', '\n  ') : ''
  return `${[head, ...rest, ...request].join(' ')}${below}\n`
}

type Shown = { message: string; stack?: string; cause?: Shown; errors?: Shown[] }
type Line = { time: string; level: string; msg?: string; request_id?: string; err?: Shown } & Record<
  string,
  unknown
>

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const linesOf = ({ message, stack, cause, errors = [] }: Shown): string =>
  [stack ?? message, ...errors.map(linesOf), ...(cause ? [`caused by ${linesOf(cause)}`] : [])].join('\n')
