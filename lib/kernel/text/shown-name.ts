import { codePointText } from './visible-text'

// Names of people, nodes, groups, rules, tokens and passkeys stand beside decisions: whoever reads one has to see all of it.

// What shows nothing or reorders the rest: control and format characters, half surrogates, line and paragraph separators,
// fillers and the empty braille cell.
const deceptive = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

// Scripts whose letters change their shape with a (non-)joiner, and emoji, which it combines; both need a neighbour on
// either side. A variation selector makes a symbol colourful.
const scripts =
  'Arabic Syriac Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Tibetan ' +
  'Myanmar Khmer'
const joining = scripts.replace(/\w+ ?/g, (script) => `\\p{sc=${script.trim()}}`)
const needed = new RegExp(
  `(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])` +
    '|(?<=\\p{Extended_Pictographic}[\\p{Emoji_Modifier}\\ufe0f]?)\\u200d(?=\\p{Extended_Pictographic})' +
    '|(?<=\\p{Extended_Pictographic})\\ufe0f',
  'gu',
)

const visible = /[\p{L}\p{N}\p{S}]/u

/** A name with ordinary spaces, and none at its ends. */
export const spacedName = (name: string): string => name.replace(/\p{Zs}/gu, ' ').trim()

/** Why a name cannot be shown as it is; null when it can. */
export function nameProblem(name: string): string | null {
  const [character] = name.replace(needed, '').match(deceptive) ?? []
  if (character !== undefined)
    return `must not contain ${codePointText(character)}, which nobody would see; remove it`
  return visible.test(name) ? null : 'must contain a letter, a digit or a symbol'
}

/** A name that somebody else's system gives, without what would be refused here; null when nothing is left of it. */
export function cleanName(name: string, most: number): string | null {
  const kept: string[] = []
  let end = 0
  const take = (part: string) => kept.push(part.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').replace(deceptive, ''))
  for (const { index, 0: mark } of name.matchAll(needed)) {
    take(name.slice(end, index))
    kept.push(mark)
    end = index + mark.length
  }
  take(name.slice(end))
  const clean = spacedName(
    kept
      .join('')
      .replace(/\p{Zs}+/gu, ' ')
      .slice(0, most)
      .replace(/\p{Cs}$/u, ''),
  )
  return nameProblem(clean) === null ? clean : null
}

/** Equal for names that readers take for the same: neither case, width, spaces nor invisible marks count. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
