import { EntitySchema } from 'typeorm'
import type { Role } from '@/lib/kernel/role'

export type PersonRow = {
  id: string
  name: string
  email: string
  did: string
  role: Role
  created_at: Date
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
  },
})
