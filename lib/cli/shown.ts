import { visibleData, visibleProse } from '@/lib/kernel/text/visible-text'

// What is stored may have been written by others: an escape sequence in it would act on the terminal of whoever reads it.

/** Text for a terminal: characters that would act on it, or reorder it, are written like `U+001B`. */
export const shownText = (text: string): string =>
  visibleProse(text)
    .map((part) => part.text)
    .join('')

/** The same within one line: no character of it breaks the line or is hidden either, so that it cannot pass for a line of ours. */
export const shownLine = (text: string): string =>
  visibleData(text)
    .map((part) => part.text)
    .join('')

// JSON.stringify leaves C1 controls, which terminals obey too, and marks that reorder text.
const acting = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('')

/** The same value as JSON.stringify gives, with every such character escaped. */
export const shownJson = (value: object, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(acting, escaped)
