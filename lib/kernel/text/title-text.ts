import { visibleData } from './visible-text'

/** More than a tab or a list of windows ever shows. */
const longest = 80

/** Foreign text for a page's title: characters that are invisible or reorder the rest are written like `U+202E`. */
export function titleText(text: string): string {
  const shown = visibleData(text.trim())
    .map((part) => part.text)
    .join('')
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…`.toWellFormed() : shown
}
