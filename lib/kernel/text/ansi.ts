const ansiColours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
export type AnsiColour = (typeof ansiColours)[number]

/** Text with the look that a terminal would give it; null is the default colour. */
export type StyledText = {
  text: string
  colour: AnsiColour | null
  bold: boolean
  dim: boolean
  italic: boolean
  underline: boolean
}

const esc = String.fromCharCode(27)

/** A whole sequence that sets colours and weight, such as ESC [ 1 ; 31 m. Nothing else counts as one. */
const sequence = new RegExp(`${esc}\\[([0-9;]{0,60})m`, 'g')
const unfinished = new RegExp(`${esc}(\\[[0-9;]{0,60})?$`)

/** The text between such sequences (at even places) and the sequences themselves (at odd ones). */
export const splitAnsi = (line: string): string[] => line.split(new RegExp(`(${esc}\\[[0-9;]{0,60}m)`))

export const withoutAnsi = (line: string): string => line.replace(sequence, '')

/** A text that was cut, without the beginning of a sequence at its end. */
export const withoutUnfinished = (line: string): string => line.replace(unfinished, '')

type Look = Omit<StyledText, 'text'>
const plain: Look = { colour: null, bold: false, dim: false, italic: false, underline: false }

const changes: Record<number, Partial<Look>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  39: { colour: null },
}

const colourAt = (index: number): AnsiColour | null => ansiColours[index % 8] ?? null

/** The look after a sequence's numbers. Backgrounds, blinking and anything unknown change nothing. */
function lookAfter(before: Look, numbers: readonly number[]): Look {
  let look = before
  for (let at = 0; at < numbers.length; at += 1) {
    const code = numbers[at] ?? 0
    if (code === 0) look = plain
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
      look = { ...look, colour: colourAt(code % 10) }
    else if (code === 38 || code === 48) {
      // Extended colours: 5 and an index, of which only the first 16 are named, or 2 and three parts.
      const index = numbers[at + 2] ?? 16
      if (code === 38)
        look = { ...look, colour: numbers[at + 1] === 5 && index < 16 ? colourAt(index) : null }
      at += numbers[at + 1] === 2 ? 4 : 2
    } else look = { ...look, ...changes[code] }
  }
  return look
}

/** Parses a line of a log; each line begins with the default look. */
export function styledText(line: string): StyledText[] {
  let look = plain
  return splitAnsi(line).flatMap((part, index) => {
    if (index % 2 === 0) return part === '' ? [] : { text: part, ...look }
    look = lookAfter(look, part.slice(2, -1).split(';').map(Number))
    return []
  })
}
