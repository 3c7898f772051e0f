import type { DataSource } from 'typeorm'
import { roles } from '@/lib/kernel/role'
import { hashPassword, newPersonDid } from '@/lib/people/db/credentials'
import { localAccount } from '@/lib/people/db/local-account'
import { insertPerson, setPassword } from '@/lib/people/db/people'

/** The three one-click accounts of local mode; their passwords follow the secret, even after it changes. */
export async function ensureLocalAccounts(
  db: DataSource,
  secret: string,
): Promise<{ operatorId: string; approverId: string; adminId: string }> {
  await Promise.all(
    roles.map(async (role) => {
      const account = localAccount(secret, role)
      const passwordHash = await hashPassword(account.password)
      await db.transaction(async (manager) => {
        const created = await insertPerson(manager, { ...account, did: newPersonDid(), passwordHash })
        if (!created) await setPassword(manager, account.id, passwordHash)
      })
    }),
  )
  const id = (role: (typeof roles)[number]): string => localAccount(secret, role).id
  return { operatorId: id('operator'), approverId: id('approver'), adminId: id('admin') }
}
