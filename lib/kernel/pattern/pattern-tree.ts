/** Whether a character, as its code point, is one that this place in a pattern takes. */
export type Takes = (point: number) => boolean

export type Tree =
  | { kind: 'one'; takes: Takes }
  | { kind: 'all'; parts: Tree[] }
  | { kind: 'any'; parts: Tree[] }
  | { kind: 'repeat'; part: Tree; least: number; most: number | null }
  | { kind: 'start' | 'end' }

/** Why a pattern is not one of those that are taken. */
export class PatternError extends Error {}

const point = (text: string): number => text.codePointAt(0) ?? 0
const within =
  (from: string, to: string): Takes =>
  (one) =>
    one >= point(from) && one <= point(to)
const either =
  (...sets: Takes[]): Takes =>
  (one) =>
    sets.some((takes) => takes(one))
const no =
  (takes: Takes): Takes =>
  (one) =>
    !takes(one)

const digit = within('0', '9')
const word = either(digit, within('A', 'Z'), within('a', 'z'), (one) => one === point('_'))
const spaces = new Set([...'\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff'].map(point))
const space: Takes = (one) => spaces.has(one) || (one >= 0x2000 && one <= 0x200a)
const lineEnds = new Set([...'\n\r\u2028\u2029'].map(point))

const named: Record<string, Takes> = {
  ...{ d: digit, D: no(digit), w: word, W: no(word), s: space, S: no(space) },
}
const controls: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' }

const mostRepeats = 200

/**
 * Reads a pattern in the syntax of ECMAScript with the flag `u`, without what cannot be matched in linear time (look-around,
 * back references) and without what nobody needs here (named groups, lazy repeats, properties). Throws a PatternError.
 */
export function patternTree(pattern: string): Tree {
  const chars = [...pattern]
  let at = 0
  const peek = (): string | undefined => chars[at]
  const take = (): string => {
    const char = chars[at]
    if (char === undefined) throw new PatternError('ends too early')
    at += 1
    return char
  }
  const takeIf = (char: string): boolean => {
    if (peek() !== char) return false
    at += 1
    return true
  }

  const alternatives = (): Tree => {
    const parts = [sequence()]
    while (takeIf('|')) parts.push(sequence())
    return { kind: 'any', parts }
  }
  const sequence = (): Tree => {
    const parts: Tree[] = []
    while (peek() !== undefined && peek() !== '|' && peek() !== ')') parts.push(repeated(atom()))
    return { kind: 'all', parts }
  }
  const repeated = (part: Tree): Tree => {
    const limits = repeats()
    if (limits === null) return part
    if (part.kind === 'start' || part.kind === 'end') throw new PatternError('repeats ^ or $')
    if (repeats() !== null) throw new PatternError('has a repeat of a repeat')
    return { kind: 'repeat', part, ...limits }
  }
  const repeats = (): { least: number; most: number | null } | null => {
    if (takeIf('*')) return { least: 0, most: null }
    if (takeIf('+')) return { least: 1, most: null }
    if (takeIf('?')) return { least: 0, most: 1 }
    if (!takeIf('{')) return null
    const least = number()
    const most = takeIf(',') ? (peek() === '}' ? null : number()) : least
    if (!takeIf('}') || (most !== null && most < least))
      throw new PatternError('has a repeat that is not {2} or {2,5}')
    return { least, most }
  }
  const number = (): number => {
    let digits = ''
    while (/[0-9]/.test(peek() ?? '')) digits += take()
    if (digits === '' || Number(digits) > mostRepeats)
      throw new PatternError(`must repeat at most ${mostRepeats} times`)
    return Number(digits)
  }
  const atom = (): Tree => {
    const char = take()
    if (char === '^') return { kind: 'start' }
    if (char === '$') return { kind: 'end' }
    if (char === '.') return { kind: 'one', takes: (one) => !lineEnds.has(one) }
    if (char === '(') return group()
    if (char === '[') return { kind: 'one', takes: characterClass() }
    if (char === '\\') return { kind: 'one', takes: escaped() }
    if ('*+?{}])'.includes(char)) throw new PatternError(`has a ${char} where none can be; write \\${char}`)
    return { kind: 'one', takes: (one) => one === point(char) }
  }
  const group = (): Tree => {
    if (takeIf('?') && !takeIf(':')) throw new PatternError('has a group that looks around or has a name')
    const inner = alternatives()
    if (!takeIf(')')) throw new PatternError('has a group that does not end')
    return inner
  }
  const escaped = (): Takes => {
    const char = take()
    const set = named[char]
    if (set) return set
    const literal = controls[char] ?? (/[\^$\\.*+?()[\]{}|/-]/.test(char) ? char : null)
    if (literal === null) throw new PatternError(`has \\${char}, which is not taken`)
    return (one) => one === point(literal)
  }
  const characterClass = (): Takes => {
    const negated = takeIf('^')
    const sets: Takes[] = []
    while (peek() !== ']') {
      const char = take()
      if (char === '\\') {
        sets.push(escaped())
        continue
      }
      if (peek() === '-' && chars[at + 1] !== ']' && chars[at + 1] !== undefined) {
        take()
        const to = take()
        if (to === '\\' || point(to) < point(char))
          throw new PatternError(`has a range from ${char} that does not rise`)
        sets.push(within(char, to))
      } else sets.push((one) => one === point(char))
    }
    take()
    return negated ? no(either(...sets)) : either(...sets)
  }

  const tree = alternatives()
  if (at < chars.length) throw new PatternError('has a ) without a (')
  return tree
}
