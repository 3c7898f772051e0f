import type { WallPage } from './view-names'

const states = ['works', 'dead', 'expired', 'revoked'] as const
export type WallState = (typeof states)[number]

/** `dead`: whoever created it is disabled or no longer an administrator. */
export const wallStates: readonly WallState[] = states

export const wallStateWords: Readonly<Record<WallState, string>> = {
  works: 'Works',
  dead: 'Its maker lost the right',
  expired: 'Expired',
  revoked: 'Revoked',
}

/** A link for a wall as it is listed; its token is stored nowhere. */
export type ListedWall = {
  link_id: string
  name: string
  page: WallPage
  query: string
  embed: string[]
  /** The DID and the name of whoever created it. */
  created_by: string
  creator: string
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  state: WallState
}
