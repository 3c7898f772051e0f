import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { shownName, storableText } from '@/lib/kernel/json/schemas'
import { scopes } from '@/lib/kernel/scope'
import { filterText, pageCursor, whole } from '@/lib/kernel/url/query'
import { duration, lifetime } from './lifetime'
import { tokenStates } from './token-state'

const scope = z.enum(scopes, `must be one of ${scopes.join(', ')}`)

/** How many seconds a token works unless something else is asked for. */
export const usualLifetime = 90 * 86_400

/** A new token: for the agent of `node`, else for the person who asks. */
export const tokenRequest = z.strictObject({
  node: anyDid.optional(),
  name: shownName().optional(),
  scopes: z.array(scope).min(1, 'choose at least one').max(scopes.length).optional(),
  expires: lifetime
    .optional()
    .describe(
      'How long it works: 90d, 12h, 30m or never; 90d without it. A token cannot create one that outlasts it; without this, the new one ends no later than the token',
    ),
})

/** At the terminal, a token can also be for somebody else. */
export const terminalTokenRequest = tokenRequest.extend({ user: storableText.optional() })

/** `keep`: how long the old token goes on at most; with `until_used` only until the new one is first used. */
export const tokenRotation = z.strictObject({
  keep: duration.default(86_400).describe('How long the old token goes on at most; 24h without it'),
  until_used: z.boolean().default(true).describe('Whether it ends as soon as the new one is first used'),
  expires: tokenRequest.shape.expires,
})

/** What a list of tokens can be narrowed to. */
const narrowing = {
  q: filterText.optional(),
  state: z.enum(tokenStates, `must be one of ${tokenStates.join(', ')}`).optional(),
  node: anyDid.optional(),
}

/** The query of `GET /tokens`. */
export const tokensQuery = z.strictObject({
  ...narrowing,
  cursor: pageCursor.optional(),
  limit: whole(1, 200, 50),
})
export type TokenListRequest = z.infer<typeof tokensQuery>
