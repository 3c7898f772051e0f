import type { Role } from '@/lib/kernel/role'
import type { ListedSession } from './people-page'

/** `current`: the one that the page is read with. */
export type OwnSession = ListedSession & { current: boolean }

export type OwnPasskey = { id: string; name: string | null; created_at: Date; backed_up: boolean }

/** What a person sees of their own account. */
export type AccountPage = {
  name: string
  email: string
  role: Role
  did: string
  /** Why there is no password here, and nothing that would protect it. */
  refusal: string | null
  second_factor: boolean
  /** Null: they cannot be read, because HAKIM_SECRET is another one now. */
  recovery_codes_left: number | null
  passkeys: OwnPasskey[]
  /** Where passkeys work; null: nowhere, since the server has no name. */
  passkey_origin: string | null
  sessions: OwnSession[]
}
