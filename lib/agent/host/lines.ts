import { StringDecoder } from 'node:string_decoder'
import { stripVTControlCharacters } from 'node:util'
import { splitAnsi, withoutUnfinished } from '@/lib/kernel/text/ansi'

const maxLineLength = 4_000

// Control characters other than tab, and marks that reorder text: both could deceive the reader of a log.
const unwanted = /[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/gu

const clean = (text: string): string => stripVTControlCharacters(text).replace(unwanted, '').toWellFormed()

/** At most 4,000 characters; the end of a longer line says how many were cut, with `cut` more before it came here. */
function bounded(line: string, cut: number): string {
  if (line.length <= maxLineLength && cut === 0) return line
  const kept = withoutUnfinished(line.slice(0, maxLineLength - 40)).toWellFormed()
  return `${kept}… (${(line.length - kept.length + cut).toLocaleString('en-GB')} more characters)`
}

/** Makes a line safe to store and show: no control characters, valid Unicode, at most 4,000 characters. */
export const tidyLine = (line: string): string => bounded(clean(line), 0)

/** The same for a line of a job's log, which keeps the sequences for text colours. */
export function tidyLogLine(line: string, cut = 0): string {
  const parts = splitAnsi(line).map((part, index) => (index % 2 === 0 ? clean(part) : part))
  return bounded(parts.join(''), cut)
}

// To the first column: what follows overwrites the line, as after a carriage return.
const firstColumn = new RegExp(`${String.fromCharCode(27)}\\[[01]?G`, 'g')

const longestPartialMs = 60_000

/**
 * Splits a stream of bytes into tidy lines. Of the frames of a progress bar, which overwrite each other after a carriage
 * return, the last one stays. A line that never ends takes bounded memory.
 * @param partialMs show a line that has not ended after this long, and what was added after twice as long, and so on
 */
export function lineSplitter(
  onLine: (line: string) => void,
  partialMs?: number,
): { push: (chunk: Buffer) => void; end: () => void } {
  const decoder = new StringDecoder('utf8')
  const fresh = { text: '', cut: 0, returned: false, overwritten: false, shown: '', patience: partialMs ?? 0 }
  let line = { ...fresh }
  let timer: NodeJS.Timeout | undefined

  const show = (): void => {
    const tidy = tidyLogLine(line.text, line.cut)
    const isOld = line.overwritten && (tidy === line.shown || tidy.trim() === '')
    if (!isOld) onLine(tidy)
    line = { ...line, text: '', cut: 0, overwritten: false, shown: tidy }
  }
  const showPartial = (): void => {
    timer = undefined
    // More of an overlong line says nothing new.
    if (line.text === '' || line.cut > 0) return
    show()
    line.patience = Math.min(longestPartialMs, 2 * line.patience)
  }
  const add = (part: string): void => {
    if (line.returned) line = { ...line, text: '', cut: 0, returned: false, overwritten: true }
    // Keep twice the length, since escape sequences are removed only later.
    const room = Math.max(0, 2 * maxLineLength - line.text.length)
    line.text += part.slice(0, room)
    line.cut += Math.max(0, part.length - room)
    if (partialMs !== undefined) timer ??= setTimeout(showPartial, line.patience)
  }
  const endLine = (): void => {
    clearTimeout(timer)
    timer = undefined
    // The rest of a line that has been shown may be empty.
    if (line.text !== '' || line.shown === '') show()
    line = { ...fresh }
  }
  const take = (text: string): void => {
    for (const part of text.replace(firstColumn, '\r').split(/([\r\n])/))
      if (part === '\n') endLine()
      else if (part === '\r') line.returned = true
      else if (part !== '') add(part)
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end())
      if (line.text !== '') endLine()
      clearTimeout(timer)
    },
  }
}
