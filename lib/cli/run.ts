import { type Command, CommanderError } from 'commander'
import { exitCodes, explain } from '@/lib/cli/exit'
import { RefusedInput, refusalText } from '@/lib/cli/result'
import { shownText } from '@/lib/cli/shown'

/** Runs the command that the arguments name and returns the exit code. */
export async function run(program: Command, argv: readonly string[]): Promise<number> {
  let acting = program
  program.hook('preAction', (_, command) => {
    acting = command
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return Number(process.exitCode ?? exitCodes.ok)
  } catch (error) {
    // Commander has already printed the usage error or the requested help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    const { message, code } = explain(error)
    console.error(shownText(error instanceof RefusedInput ? refusalText(error, acting) : message))
    return code
  }
}
