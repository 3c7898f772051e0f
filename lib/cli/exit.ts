import { NotAnswered } from '@/lib/cli/ask'
import { ConfigError } from '@/lib/config'
import { DatabaseError } from '@/lib/db/connection/database-error'
import { databaseDown } from '@/lib/kernel/database-down'
import { NotRegular } from '@/lib/kernel/files/regular-file'
import { EmbeddedError } from '@/lib/postgres/start'

/** The exit codes of every command, as `--help` explains them. */
export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const

/** An expected failure of a command; the message says why and what to do. */
export class CommandError extends Error {
  override name = 'CommandError'
}

/** The message for the terminal and the exit code. A bug keeps its stack. */
export function explain(error: unknown): { message: string; code: number } {
  if (error instanceof ConfigError) return { message: error.message, code: exitCodes.usage }
  const expected =
    error instanceof CommandError ||
    error instanceof NotAnswered ||
    error instanceof NotRegular ||
    error instanceof DatabaseError ||
    error instanceof EmbeddedError
  // A failure of bin/ comes from outside the bundle: its class is not one of ours, its name is.
  const ofLauncher = error instanceof Error && error.constructor.name === 'ExpectedError'
  if (ofLauncher && 'tail' in error && error.tail) {
    return { message: `${error.tail}\n\n${error.message}`, code: exitCodes.failed }
  }
  if (expected || ofLauncher) return { message: error.message, code: exitCodes.failed }
  const away = databaseDown(error)
  if (away) return { message: away.detail, code: exitCodes.failed }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { message: `Unexpected error (a bug in Hakim):\n${text}`, code: exitCodes.failed }
}
