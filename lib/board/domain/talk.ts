import type { PersonMention } from './person-mention'

/** What people said about a job, oldest first, and the names of those whom the viewer can mention. */
export type Talk = {
  comments: {
    id: string
    by: PersonMention
    /** ISO 8601. */
    at: string
    text: string
    asks: boolean
    /** It is a question that the requester has not answered. */
    open: boolean
    mentions: PersonMention[]
  }[]
  people: string[]
  /** Whether the viewer follows the job, and whether anybody still can. */
  follow: { follows: boolean; goesOn: boolean }
}

/** A text in parts, of which those that mention somebody are marked. */
export function withMentions(
  text: string,
  mentions: readonly PersonMention[],
): { text: string; mention: boolean }[] {
  const names = mentions
    .flatMap(({ name, did }) => (name === null ? [did] : [name, did]))
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .sort((a, b) => b.length - a.length)
  if (names.length === 0) return [{ text, mention: false }]
  return text
    .split(new RegExp(`(@(?:${names.join('|')})(?![\\p{L}\\p{N}]))`, 'iu'))
    .map((part, index) => ({ text: part, mention: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}
