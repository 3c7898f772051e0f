import { visibleData } from './visible-text'

/** More than a tab or a list of windows ever shows. */
const longest = 80

/** Text of others for the title of a page: what could not be seen or would reorder the rest is written as `U+202E`. */
export function titleText(text: string): string {
  const shown = visibleData(text.trim())
    .map((part) => part.text)
    .join('')
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…`.toWellFormed() : shown
}
