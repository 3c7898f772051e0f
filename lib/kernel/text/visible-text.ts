import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'

/**
 * Text split into visible parts and parts that a reader would not see: `hidden` carries a code point (`U+202E`), `space`
 * the spaces at the start or the end.
 */
export type TextPart = { kind: 'text' | 'hidden' | 'space'; text: string }

// Control, format, surrogate, private-use and unassigned characters; line and paragraph separators; what fonts leave
// blank (fillers, variation selectors, the empty braille cell); and every space but U+0020.
const hiddenInData = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu

// Prose may join emoji and break lines; only deceptive characters are marked.
const hiddenInProse = /(?![\n\t])\p{Cc}|[\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}\u200b\u2060\ufeff]/gu

/** `U+00A0`; at least four digits, as Unicode writes code points. */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const edgeSpaces = (text: string): { start: number; end: number } => {
  let start = 0
  while (start < text.length && text[start] === ' ') start += 1
  let end = text.length
  while (end > start && text[end - 1] === ' ') end -= 1
  return { start, end }
}

function cut(text: string, hidden: RegExp): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  const plain = (until: number) => {
    if (until > end) parts.push({ kind: 'text', text: text.slice(end, until) })
  }
  for (const { index, 0: character } of text.matchAll(hidden)) {
    plain(index)
    parts.push({ kind: 'hidden', text: codePointName(character) })
    end = index + character.length
  }
  plain(text.length)
  return parts
}

/** For identifiers, arguments and values: shows every character. Spaces at either end become `space` parts. */
export function visibleData(text: string): TextPart[] {
  const { start, end } = edgeSpaces(text)
  const space = (count: number): TextPart[] => (count > 0 ? [{ kind: 'space', text: ' '.repeat(count) }] : [])
  return [...space(start), ...cut(text.slice(start, end), hiddenInData), ...space(text.length - end)]
}

/** The same where only text can stand. */
export const visibleLine = (text: string): string =>
  visibleData(text)
    .map((part) => (part.kind === 'space' ? '␣'.repeat(part.text.length) : part.text))
    .join('')

/** For reasons, messages and log lines: replaces only control characters and marks that reorder or hide text. */
export const visibleProse = (text: string): TextPart[] => cut(text, hiddenInProse)

/** A value as JSON, indented by two spaces; spaces at either end of a string are visible within its quotes. */
export const visibleJson = (value: JsonValue): TextPart[] =>
  cutLines(JSON.stringify(value, null, 2) ?? 'null')

// JSON.stringify escapes control characters below U+0020, so a line feed here is layout, not data.
const cutLines = (json: string): TextPart[] =>
  json
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [{ kind: 'text' as const, text: '\n' }] : []),
      ...cut(line, hiddenInData),
    ])

/** What is suspicious about a value; `path` with dots, empty for the value itself. */
type TextWarning = { path: string; message: string }

const names: Record<string, string> = {
  'U+0009': 'tab',
  'U+000A': 'line break',
  'U+000D': 'carriage return',
  'U+001B': 'escape',
  'U+00A0': 'no-break space',
  'U+00AD': 'soft hyphen',
  'U+200B': 'zero-width space',
  'U+200C': 'zero-width non-joiner',
  'U+200D': 'zero-width joiner',
  'U+200E': 'left-to-right mark',
  'U+200F': 'right-to-left mark',
  'U+2060': 'word joiner',
  'U+2028': 'line separator',
  'U+2029': 'paragraph separator',
  'U+202A': 'left-to-right embedding',
  'U+202B': 'right-to-left embedding',
  'U+202C': 'pop directional formatting',
  'U+202D': 'left-to-right override',
  'U+202E': 'right-to-left override',
  'U+2066': 'left-to-right isolate',
  'U+2067': 'right-to-left isolate',
  'U+2068': 'first strong isolate',
  'U+2069': 'pop directional isolate',
  'U+FEFF': 'byte order mark',
}

const withName = (code: string): string => (names[code] ? `${code} ${names[code]}` : code)

/** `U+202E right-to-left override`. */
export const codePointText = (character: string): string => withName(codePointName(character))

const warningsOf = (path: string, text: string): TextWarning[] => {
  const found: TextWarning[] = []
  const hidden = new Set(
    cut(text, hiddenInData).flatMap((part) =>
      // Line feeds and tabs are shown as escapes and are normal in multi-line text.
      part.kind === 'hidden' && part.text !== 'U+000A' && part.text !== 'U+0009' ? [part.text] : [],
    ),
  )
  if (hidden.size > 0) {
    const listed = [...hidden].slice(0, 5).map(withName)
    const more = hidden.size > 5 ? ` and ${hidden.size - 5} more` : ''
    found.push({ path, message: `contains invisible characters: ${listed.join(', ')}${more}` })
  }
  if (text !== text.trim() && /^ | $/.test(text))
    found.push({ path, message: text.trim() === '' ? 'contains only spaces' : 'begins or ends with a space' })
  if (/[A-Za-z][\p{sc=Cyrillic}\p{sc=Greek}]|[\p{sc=Cyrillic}\p{sc=Greek}][A-Za-z]/u.test(text))
    found.push({ path, message: 'mixes Latin letters with Cyrillic or Greek ones that look alike' })
  return found
}

/** Checks all keys and strings of a value, with its own stack; returns at most 20 warnings. */
export function textWarnings(root: JsonValue): TextWarning[] {
  const found: TextWarning[] = []
  const stack: { value: JsonValue; path: string }[] = [{ value: root, path: '' }]
  for (let next = stack.pop(); next && found.length < 20; next = stack.pop()) {
    const { value, path } = next
    if (typeof value === 'string') found.push(...warningsOf(path, value))
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) stack.push({ value: item, path: `${path}[${index}]` })
    else if (isJsonObject(value))
      for (const [key, item] of Object.entries(value).reverse()) {
        const inner = path === '' ? key : `${path}.${key}`
        found.push(...warningsOf(inner, key).map((w) => ({ ...w, message: `has a name that ${w.message}` })))
        stack.push({ value: item, path: inner })
      }
  }
  return found.slice(0, 20)
}
