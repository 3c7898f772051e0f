import type { FieldProblem } from '@/lib/kernel/errors'
import { isExactNumber } from './exact-number'
import { pathOf } from './json'

/** An object or array that is open while the text is read. `names` is null for an array, whose `at` counts. */
type Open = { names: Set<string> | null; at: string | number; named: boolean }

const twice = 'is there twice; keep one of them'
const rounded = 'has more digits than a number here can hold; send it as text'
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * What JSON.parse would lose of a text, at its first place; null when nothing. Of a member that an object names twice it
 * keeps the last, and of a number the nearest double: what a person has sent would not be what is shown and run.
 * @param json a text that JSON.parse takes
 */
export function lostInParsing(json: string): FieldProblem | null {
  const open: Open[] = []
  for (let index = 0; index < json.length; index += 1) {
    const within = open.at(-1)
    switch (json[index]) {
      case '{':
        open.push({ names: new Set(), at: '', named: false })
        break
      case '[':
        open.push({ names: null, at: 0, named: true })
        break
      case '}':
      case ']':
        open.pop()
        break
      case ',':
        if (typeof within?.at === 'number') within.at += 1
        else if (within) within.named = false
        break
      case '"': {
        const end = endOfString(json, index)
        if (within?.names && !within.named) {
          within.at = textOf(json.slice(index, end + 1))
          within.named = true
          if (within.names.has(within.at)) return { path: shortPath(open), message: twice }
          within.names.add(within.at)
        }
        index = end
        break
      }
      default: {
        number.lastIndex = index
        const [digits = ''] = number.exec(json) ?? []
        if (digits === '') break
        if (!isExactNumber(digits)) return { path: shortPath(open), message: rounded }
        index += digits.length - 1
      }
    }
  }
  return null
}

/** Where the string that begins at `start` has its closing quote. */
function endOfString(json: string, start: number): number {
  let end = start + 1
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1
  return end
}

/** Two names are the same when they are it unescaped: "a" and "\u0061" are. */
const textOf = (quoted: string): string => {
  const text: unknown = JSON.parse(quoted)
  return typeof text === 'string' ? text : quoted
}

/** Both the depth and the names are the sender's, so neither is repeated at any length. */
const shortPath = (open: readonly Open[]): string =>
  pathOf(open.slice(0, 10).map(({ at }) => (typeof at === 'string' ? at.slice(0, 100).toWellFormed() : at)))
