import type { FieldProblem } from '@/lib/kernel/errors'
import { isExactNumber } from './exact-number'
import { pathOf } from './json'

/** An object or array that the scan is inside of. `names` is null for an array, whose `at` is an index. */
type Open = { names: Set<string> | null; at: string | number; named: boolean }

const twice = 'appears twice; keep one of them'
const rounded = 'has more digits than a number can hold; send it as a string'
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * The first thing in a text that JSON.parse would lose; null when nothing. Of a repeated member it keeps only the last,
 * and it rounds a number to the nearest double: what is shown and run would not be what was sent.
 * @param json a text that JSON.parse accepts
 */
export function findParseLoss(json: string): FieldProblem | null {
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

/** The closing quote of the string that begins at `start`. */
function endOfString(json: string, start: number): number {
  let end = start + 1
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1
  return end
}

/** Names are compared unescaped: "a" and "\u0061" are the same. */
const textOf = (quoted: string): string => {
  const text: unknown = JSON.parse(quoted)
  return typeof text === 'string' ? text : quoted
}

/** The sender chooses depth and names, so both are cut before they are repeated. */
const shortPath = (open: readonly Open[]): string =>
  pathOf(open.slice(0, 10).map(({ at }) => (typeof at === 'string' ? at.slice(0, 100).toWellFormed() : at)))
