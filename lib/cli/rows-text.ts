import { shownLine } from './shown'

export type Row = [label: string, text: string | null]

/** Labels and what stands beside them, each on a line of its own; one without text is left out. */
export const rowsText = (rows: readonly Row[]): string =>
  rows
    .flatMap(([label, text]) =>
      text === null ? [] : [`${shownLine(`${label}:`).padEnd(16)}${shownLine(text)}`.trimEnd()],
    )
    .join('\n')
