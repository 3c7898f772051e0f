import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CommandError } from '@/lib/cli/exit'

/** One line of standard input; what is asked goes to standard error, so that the output stays what scripts read. */
function readLine(question: string, hidden: boolean): Promise<string> {
  process.stderr.write(question)
  // Echoes what is typed, but for secrets. Input that is no terminal echoes nothing.
  const output = new Writable({
    write: (chunk, _, next) => {
      if (!hidden) process.stderr.write(chunk)
      next()
    },
  })
  const { stdin } = process
  const lines = createInterface({ input: stdin, output, terminal: hidden && stdin.isTTY })
  return new Promise((resolve, reject) => {
    lines.once('SIGINT', () => reject(new CommandError('Stopped; nothing was done.')))
    lines.once('line', resolve)
    lines.once('close', () => reject(new CommandError('Nothing was answered, and nothing was done.')))
  }).then(
    (line) => {
      end()
      return String(line)
    },
    (error: unknown) => {
      end()
      throw error
    },
  )
  function end(): void {
    lines.close()
    if (hidden) process.stderr.write('\n')
  }
}

/** Whether somebody answers `yes`, and nothing else. */
export const confirmed = async (question: string): Promise<boolean> =>
  (await readLine(`${question} (yes/no) `, false)).trim().toLowerCase() === 'yes'

/** A secret that somebody types, without showing it. Throws where nobody could type one. */
export function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new CommandError('There is no terminal to ask for the passphrase: give --passphrase-file.')
  return readLine(`${question}: `, true)
}
