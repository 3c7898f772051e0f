import type { Role } from '@/lib/kernel/role'
import type { ListedSession } from './people-page'

/** `current`: the one that the page is read with. */
export type OwnSession = ListedSession & { current: boolean }

export type OwnPasskey = { id: string; name: string | null; created_at: Date; backed_up: boolean }

/** A key with which the person signs what they decide. */
export type OwnKey = {
  key_id: string
  key: string
  kind: 'ed25519' | 'p256' | 'passkey'
  name: string
  enrolled_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
  expires_at: Date | null
  counter_fell_at: Date | null
}

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
  keys: OwnKey[]
  /** Where passkeys work; null: nowhere, since the server has no name. */
  passkey_origin: string | null
  sessions: OwnSession[]
}
