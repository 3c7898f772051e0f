import { withoutAnsi } from '@/lib/kernel/text/ansi'

type TextLine = { at: string | Date; stream: 'stdout' | 'stderr' | 'system'; line: string }

/** How a line's stream is named on the page and in the downloaded text. */
export const streamWords = { stdout: 'out', stderr: 'err', system: 'sys' } as const

/** A log as plain text: one line each, with its time in UTC and its stream, without colours. */
export const logText = (lines: readonly TextLine[]): string =>
  lines
    .map(({ at, stream, line }) => {
      const time = typeof at === 'string' ? at : at.toISOString()
      return `${time} ${streamWords[stream]} ${withoutAnsi(line)}\n`
    })
    .join('')
