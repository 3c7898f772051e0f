import type { Scope } from '@/lib/kernel/scope'
import type { TokenState } from './token-state'

/** A token on its page; the token itself is stored nowhere. */
export type TokenRow = {
  id: string
  name: string | null
  /** Exactly one of `node` and `person` has it. */
  node: { did: string; name: string | null } | null
  person: { did: string; name: string } | null
  /** It is the viewer's own. */
  own: boolean
  scopes: readonly Scope[]
  createdAt: string
  expiresAt: string | null
  revokedAt: string | null
  lastUsedAt: string | null
  state: TokenState
}

export type TokensPage = {
  tokens: TokenRow[]
  /** The cursor of the next page; null on the last one. */
  next: string | null
  counts: Record<TokenState, number>
  /** Whether the viewer can create tokens for nodes and sees those of others. */
  forNodes: boolean
}
