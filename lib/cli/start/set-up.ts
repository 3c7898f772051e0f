import { CommandError, exitCodes } from '@/lib/cli/exit'
import { type Child, startChild } from '@/lib/cli/start/child'
import { type SetUpOrder, setUpMessage, type Welcome } from '@/lib/cli/start/set-up-messages'
import { ConfigError } from '@/lib/config'

type SettingUp = { child: Child; welcome: Promise<Welcome> }

/**
 * Migrates the database, makes the accounts and loads the sample fleet in a process of its own, which then ends and gives its
 * memory back: `hakim start` stays for months. `welcome` rejects with CommandError or ConfigError.
 */
export function setUp(root: string, order: SetUpOrder): SettingUp {
  let answer = (_answer: Welcome | Error): void => undefined
  const welcome = new Promise<Welcome>((resolve, reject) => {
    answer = (answer) => (answer instanceof Error ? reject(answer) : resolve(answer))
  })
  // Whoever stops meanwhile does not wait for it.
  welcome.catch(() => undefined)
  const child = startChild({
    root,
    args: ['dist/set-up.mjs'],
    env: process.env,
    onOutput: (text, stream) => process[stream].write(text),
    channel: {
      first: order,
      onMessage: (received) => {
        const message = setUpMessage.parse(received)
        if (message.kind === 'ready') answer(message.welcome)
        else if (message.kind === 'failed') answer(failure(message))
        else if (message.kind === 'said') endProgress(message.line)
        else showProgress(message.line)
      },
    },
  })
  // Without effect once it has answered.
  child.ended.then((how) => answer(new CommandError(`The database could not be set up (${how}); see above.`)))
  return { child, welcome }
}

const failure = ({ message, code }: { message: string; code: number }): Error =>
  code === exitCodes.usage ? new ConfigError(message) : new CommandError(message)

/** Overwrites one line on a terminal; a log file gets only the result. */
function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${line}`)
}

const endProgress = (line: string): void => console.error(process.stderr.isTTY ? `\r\x1b[2K${line}` : line)
