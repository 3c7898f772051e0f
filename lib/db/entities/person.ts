import { EntitySchema } from 'typeorm'
import type { Role } from '@/lib/kernel/role'

export type PersonRow = {
  id: string
  name: string
  email: string
  did: string
  role: Role
  created_at: Date
  last_sign_in_at: Date | null
  /** Nobody who is disabled signs in, decides or acts; they stay in the history. */
  disabled_at: Date | null
  /** Why they were disabled, enabled or erased last. */
  state_reason: string | null
  /** When name and e-mail address were replaced for good. */
  erased_at: Date | null
}

/** Also better-auth's user table, with more columns that only better-auth uses. */
export const Person = new EntitySchema<PersonRow>({
  name: 'Person',
  tableName: 'people',
  columns: {
    id: { type: 'text', primary: true },
    name: { type: 'text' },
    email: { type: 'text' },
    did: { type: 'varchar', length: 255 },
    role: { type: 'text' },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    last_sign_in_at: { type: 'timestamptz', nullable: true },
    disabled_at: { type: 'timestamptz', nullable: true },
    state_reason: { type: 'text', nullable: true },
    erased_at: { type: 'timestamptz', nullable: true },
  },
})
