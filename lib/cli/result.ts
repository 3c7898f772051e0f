import { CommandError } from '@/lib/cli/exit'
import { shownJson, shownText } from '@/lib/cli/shown'
import type { Failure, Result } from '@/lib/kernel/errors'

const fieldLines = (failure: Failure): string =>
  (failure.fields ?? []).map(({ path, message }) => `\n  ${path} ${message}`).join('')

/** The value of a result; a failure ends the command with its message and the invalid fields. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new CommandError(result.error.detail + fieldLines(result.error))
}

/** Prints text for a person, or one line of JSON for a script. */
export const print = (json: boolean | undefined, value: object, text: string): void =>
  console.log(json ? shownJson(value) : shownText(text))
