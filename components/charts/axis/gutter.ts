/** Widths in IBM Plex Sans as a share of the font size; all figures of a font with tabular figures are equally wide. */
const widths: [RegExp, number][] = [
  [/[.,:'il| ]/, 0.3],
  [/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/, 0.42],
  [/[0-9-]/, 0.62],
  [/[%MW×]/, 0.95],
  [/[A-Z]/, 0.75],
]
const otherWidth = 0.66

const fontSize = 11
const gap = 14
const least = 40

const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (widths.find(([signs]) => signs.test(sign))?.[1] ?? otherWidth), 0)

/**
 * The width in pixels that the longest of these labels needs beside a plot. Computed and not measured, so that the server
 * draws the charts where the browser will.
 */
export const gutterWidth = (labels: readonly string[]): number =>
  Math.max(least, Math.ceil(Math.max(0, ...labels.map(widthOf)) * fontSize) + gap)
