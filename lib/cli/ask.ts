import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Nobody answered a question; the message says what follows from that. */
export class NotAnswered extends Error {
  override name = 'NotAnswered'
}

/** One line of standard input; what is asked goes to standard error, so that the output stays what scripts read. */
async function readLine(question: string, hidden: boolean): Promise<string> {
  const { stdin, stderr } = process
  // A terminal echoes by itself what is no secret; of a secret, readline would write every character here.
  const nowhere = new Writable({ write: (_chunk, _encoding, next) => next() })
  const lines = createInterface({ input: stdin, output: nowhere, terminal: hidden })
  // Only now: a secret typed as soon as the question is there must find the terminal silent already.
  stderr.write(question)
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('SIGINT', () => reject(new NotAnswered('Stopped; nothing was done.')))
      lines.once('close', () => reject(new NotAnswered('Nothing was answered, and nothing was done.')))
    })
  } finally {
    lines.close()
    if (hidden) stderr.write('\n')
  }
}

/** Whether somebody answers `yes`, and nothing else. */
export const confirmed = async (question: string): Promise<boolean> =>
  (await readLine(`${question} (yes/no) `, false)).trim().toLowerCase() === 'yes'

/** A secret that somebody types, without showing it. Throws where nobody could type one. */
export function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new NotAnswered('There is no terminal to ask for the passphrase: give --passphrase-file.')
  return readLine(`${question}: `, true)
}
