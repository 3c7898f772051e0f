import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import { Node } from '@/lib/db/entities/node'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole } from '@/lib/kernel/role'
import type { Scope } from '@/lib/kernel/scope'
import { findPersonByEmail } from '@/lib/people/db/people'
import { addToken, kindOf, type TokenHolder } from '@/lib/people/db/tokens'
import { usefulAmong, usefulScopes } from '@/lib/people/domain/scopes'
import { terminalTokenRequest, tokenRequest, usualLifetime } from '@/lib/people/domain/token-calls'
import { type RightsContext, rightsTransaction, type Who } from './rights-transaction'

type Request = z.output<typeof terminalTokenRequest>

/** `token` is shown this once. */
export type CreatedToken = {
  token_id: string
  token: string
  scopes: readonly Scope[]
  expires_at: Date | null
}

/**
 * Creates a token for the agent of a node, or for the person who asks. Nobody creates one for somebody else, since it acts
 * as that person; only the terminal, which has the database's password, can.
 */
export async function createToken(context: RightsContext, input: unknown): Promise<Result<CreatedToken>> {
  const schema = context.viewer.kind === 'terminal' ? terminalTokenRequest : tokenRequest
  const body = parseBody<Request>(schema, input, 'No token was created.')
  if (!body.ok) return body
  return rightsTransaction(context, 'createToken', async (tx, who) => {
    const holder = await holderOf(tx, who, body.value)
    if (!holder.ok) return holder
    const scopes = scopesFor(who, holder.value, body.value.scopes)
    if (!scopes.ok) return scopes
    const end = endFor(who, body.value.expires)
    if (!end.ok) return end
    const { name = null } = body.value
    const made = { holder: holder.value, scopes: scopes.value, name, expiresAt: end.value }
    const { id, token } = await addToken(tx, { ...made, replaces: null })
    return ok({ token_id: id, token, scopes: made.scopes, expires_at: made.expiresAt })
  })
}

/**
 * When a new token ends. `asked`: how many seconds it should work, null for ever. A token cannot create one that outlasts it, for
 * anybody, or else whoever found it would keep its rights; without `asked`, the new one ends no later than the token.
 */
export function endFor(who: Who, asked: number | null | undefined): Result<Date | null> {
  const seconds = asked === undefined ? usualLifetime : asked
  const end = seconds === null ? null : new Date(Date.now() + seconds * 1_000)
  const own = who.kind === 'person' ? (who.endsAt ?? null) : null
  if (own === null || (end !== null && end <= own)) return ok(end)
  return asked === undefined
    ? ok(own)
    : fail(
        'forbidden',
        `This token ends at ${own.toISOString()}, so it cannot create one that works longer. Leave out \`expires\`, or sign in to do so.`,
      )
}

async function holderOf(tx: EntityManager, who: Who, { node, user }: Request): Promise<Result<TokenHolder>> {
  if (who.kind === 'terminal' && (node === undefined) === (user === undefined))
    return fail('invalid', 'Say who the token is for: --node DID or --user EMAIL.')
  if (node !== undefined) {
    if (who.kind === 'person' && !hasRole(who.role, 'admin'))
      return fail('forbidden', 'Only an administrator can create tokens for nodes.')
    const found = await tx.findOneBy(Node, { node_did: node })
    if (found?.retired_at) return fail('conflict', 'This node is retired; restore it first.')
    return found
      ? ok({ nodeDid: node })
      : fail('not_found', `There is no node ${node}; register it with \`hakim node add --did ${node}\`.`, {
          fields: [{ path: 'node', message: 'is not registered' }],
        })
  }
  if (who.kind === 'person') return ok({ personId: who.id })
  const person = await findPersonByEmail(tx, user ?? '')
  return person
    ? ok({ personId: person.id })
    : fail('not_found', `There is no person with the e-mail ${user}; create one with \`hakim user create\`.`)
}

/** The scopes of a new token, in their usual order: a limited token creates no wider one for its own person. */
function scopesFor(
  who: Who,
  holder: TokenHolder,
  asked: readonly Scope[] | undefined,
): Result<readonly Scope[]> {
  const kind = kindOf(holder)
  const own = kind === 'person' && who.kind === 'person' ? who.scopes : undefined
  const useful = usefulScopes[kind]
  const wanted = asked ?? useful.filter((scope) => own?.includes(scope) ?? true)
  const useless = wanted.find((scope) => !useful.includes(scope))
  if (useless !== undefined)
    return fail('invalid', 'No token was created.', {
      fields: [
        {
          path: 'scopes',
          message: `${useless} is not for ${kind === 'agent' ? 'agents' : 'people'}; choose from ${useful.join(', ')}`,
        },
      ],
    })
  const refusal = wider(who, holder, wanted)
  return refusal ? fail('forbidden', refusal) : ok(usefulAmong(kind, wanted))
}

/** Why a call with a limited token cannot create a token with these scopes; null when it can. */
export function wider(who: Who, holder: TokenHolder, wanted: readonly Scope[]): string | null {
  const own = kindOf(holder) === 'person' && who.kind === 'person' ? who.scopes : undefined
  const lacking = own && wanted.find((scope) => !own.includes(scope))
  return lacking === undefined
    ? null
    : `This token lacks the scope ${lacking}, so it cannot create one that has it. Sign in to do so.`
}
