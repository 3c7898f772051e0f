import { withoutAnsi } from '@/lib/kernel/text/ansi'

const errorWord = /\b(error|fatal|critical|panic(ked)?|exception)\b|\bERR!/i

/** The names of errors in Python, Java and others: `KeyError`, `java.io.IOException`. */
const errorName = /\w(Error|Exception)\b/

const namesError = (text: string): boolean => errorWord.test(text) || errorName.test(text)

/** Remembers the line of a command's output that says best why it failed. */
export function createLastLine(): {
  note: (stream: 'stdout' | 'stderr', line: string) => void
  /** A sentence for the job's message, or nothing. */
  sentence: () => string
} {
  const last = { error: '', stderr: '', stdout: '' }
  return {
    note: (stream, line) => {
      const text = withoutAnsi(line).trim().slice(0, 500).toWellFormed()
      if (text === '') return
      last[stream] = text
      if (namesError(text)) last.error = text
    },
    sentence: () => {
      if (last.error !== '') return ` Last error line: ${last.error}`
      if (last.stderr !== '') return ` Last line on stderr: ${last.stderr}`
      return last.stdout === '' ? '' : ` Last line: ${last.stdout}`
    },
  }
}
