import { EntitySchema } from 'typeorm'
import type { Scope } from '@/lib/kernel/scope'

/** An API token, stored as its SHA-256. Exactly one of `node_did` and `person_id` is set. */
type TokenRow = {
  token_id: string
  token_hash: Buffer
  node_did: string | null
  person_id: string | null
  name: string | null
  scopes: readonly Scope[]
  /** The token in whose place this one comes: it ends when this one is first used. */
  replaces: string | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}

export const Token = new EntitySchema<TokenRow>({
  name: 'Token',
  tableName: 'tokens',
  columns: {
    token_id: { type: 'uuid', primary: true, generated: 'uuid' },
    token_hash: { type: 'bytea' },
    node_did: { type: 'varchar', length: 255, nullable: true },
    person_id: { type: 'text', nullable: true },
    name: { type: 'varchar', length: 100, nullable: true },
    scopes: { type: 'text', array: true },
    replaces: { type: 'uuid', nullable: true },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    expires_at: { type: 'timestamptz', nullable: true },
    revoked_at: { type: 'timestamptz', nullable: true },
    last_used_at: { type: 'timestamptz', nullable: true },
  },
})
