import { StringDecoder } from 'node:string_decoder'
import { stripVTControlCharacters } from 'node:util'

const maxLineLength = 4_000

// Control characters other than tab, and marks that reorder text: both could deceive the reader of a log.
const unwanted = /[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/gu

/** Makes a line safe to store and show: no control characters, valid Unicode, at most 4,000 characters. */
export function tidyLine(line: string): string {
  const clean = stripVTControlCharacters(line).replace(unwanted, '').toWellFormed()
  return clean.length > maxLineLength ? `${clean.slice(0, maxLineLength - 1).toWellFormed()}…` : clean
}

/**
 * Splits a stream of bytes into tidy lines. A carriage return ends a line too (progress bars). A line that never ends
 * takes bounded memory.
 */
export function lineSplitter(onLine: (line: string) => void): {
  push: (chunk: Buffer) => void
  end: () => void
} {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const take = (text: string): void => {
    const parts = text.split(/\r\n|\n|\r/)
    parts.forEach((part, index) => {
      // Keep twice the length, since escape sequences are removed only later.
      if (rest.length < 2 * maxLineLength) rest += part.slice(0, 2 * maxLineLength)
      if (index === parts.length - 1) return
      onLine(tidyLine(rest))
      rest = ''
    })
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end())
      if (rest !== '') onLine(tidyLine(rest))
      rest = ''
    },
  }
}
