import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { longestComment } from './reason'

/** `asks`: the requester has to answer before the approver decides. */
export const commentRequest = z.strictObject({
  text: storableText
    .trim()
    .min(1, 'must say something')
    .max(longestComment, `must have at most ${longestComment.toLocaleString('en-US')} characters`)
    .describe('Plain text; `@` and a name or DID mentions somebody'),
  asks: z
    .boolean()
    .default(false)
    .describe('Sends the request back to its requester as a question; nothing is voted'),
})

/** Somebody who can be mentioned; `sees`: they may see the job. */
export type Mentionable = { id: string; did: string; name: string; sees: boolean }

const startsWith = (text: string, name: string): boolean =>
  text.slice(0, name.length).toLowerCase() === name.toLowerCase() &&
  !/^[\p{L}\p{N}]/u.test(text.slice(name.length))

/** Whom a text mentions with `@`: of the names that stand there, the longest. */
export function mentionsIn(text: string, people: readonly Mentionable[]): Mentionable[] {
  const found = new Set<Mentionable>()
  for (const at of text.matchAll(/(?<![\p{L}\p{N}@])@/gu)) {
    const rest = text.slice(at.index + 1)
    const named = people
      .flatMap((person) => [person.name, person.did].map((name) => ({ person, name })))
      .filter(({ name }) => name !== '' && startsWith(rest, name))
    const longest = Math.max(...named.map(({ name }) => name.length))
    for (const { person, name } of named) if (name.length === longest) found.add(person)
  }
  return [...found]
}
