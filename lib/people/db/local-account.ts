import { createHmac } from 'node:crypto'
import type { Role } from '@/lib/kernel/role'
import { localIdPrefix } from './people'

type LocalAccount = { id: string; email: string; name: string; password: string; role: Role }

const names: Record<Role, string> = {
  operator: 'Local operator',
  approver: 'Local approver',
  admin: 'Local admin',
}

/** The one-click account of a role. Its password is derived from the secret, so that it is stored nowhere. */
export const localAccount = (secret: string, role: Role): LocalAccount => ({
  id: `${localIdPrefix}${role}`,
  email: `${role}@local.invalid`,
  name: names[role],
  password: createHmac('sha256', secret).update(`local account ${role}`).digest('base64url'),
  role,
})
