import {
  actor,
  changesInWords,
  type Facts,
  type Part,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'

const named = ({ is, was }: Facts): string => `“${shownValue('name' in is ? is.name : was.name)}”`

const framed = ({ is }: Facts): string =>
  Array.isArray(is.embed) && is.embed.length > 0
    ? `, to be shown in pages of ${is.embed.map(shownValue).join(', ')}`
    : ''

function change(facts: Facts): Part[] {
  const { was, is } = facts
  if (textOf(is.revoked_at) !== null && textOf(was.revoked_at) === null)
    return [...actor(facts), ` revoked the link for the wall ${named(facts)}`]
  return [...actor(facts), ` changed the link for the wall ${named(facts)}: ${changesInWords(facts)}`]
}

/** Links that show a view to whoever has them. */
export const wallWords: WordList = {
  'wall_links insert': {
    label: 'Wall link created',
    icon: 'key',
    say: (facts) => [
      ...[...actor(facts), ` created a link for the wall ${named(facts)}${framed(facts)}`],
      textOf(facts.is.expires_at)
        ? `, valid until ${shownValue(facts.is.expires_at)}`
        : ', without an expiry',
    ],
  },
  'wall_links update': { label: 'Wall link changed or revoked', icon: 'key', say: change },
  'wall_links delete': {
    label: 'Wall link deleted',
    icon: 'key',
    say: (facts) => [...actor(facts), ` deleted the link for the wall ${named(facts)}`],
  },
}
