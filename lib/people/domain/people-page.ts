import type { Role } from '@/lib/kernel/role'
import type { PersonState } from './person-state'

/** What somebody has to sign in with beside a password. */
export type Factors = { second_factor: boolean; passkeys: number }

/** A person, or an invitation, which has no name and no DID yet. */
export type ListedPerson = {
  /** Null: a person. */
  invitation_id: string | null
  did: string | null
  name: string | null
  email: string
  role: Role
  state: PersonState
  erased: boolean
  state_reason: string | null
  created_at: Date
  last_sign_in_at: Date | null
  disabled_at: Date | null
  /** Of an invitation. */
  expires_at: Date | null
  /** How many nodes they own, and how many sessions run. */
  nodes: number
  sessions: number
} & Factors

export type PeopleList = { people: ListedPerson[]; counts: Record<PersonState, number> }

/** A session as administrators see it; its token stays secret. */
export type ListedSession = {
  session_id: string
  created_at: Date
  /** Prolonged once a day while it is used. */
  updated_at: Date
  expires_at: Date
  ip_address: string | null
  user_agent: string | null
}

/** What ends when a person is disabled. */
export type Consequences = {
  sessions: number
  tokens: number
  /** Open jobs that their approval would no longer count for. */
  votes: number
  delegations: number
  /** How many nodes would have nobody left who can decide, and the names of the first few. */
  left_nodes: number
  left_names: string[]
}

/** A person about whom an administrator asks something, with what the question has to say. */
export type PersonAtHand = {
  did: string
  name: string
  email: string
  role: Role
  disabled: boolean
  erased: boolean
  you: boolean
  consequences: Consequences
  sessions: ListedSession[]
  factors: Factors
}
