import { headers } from 'next/headers'
import { auth } from '@/lib/auth/auth'
import { relyingParty } from '@/lib/auth/factors'
import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { keysOf } from '@/lib/people/db/consent-keys'
import { readFactors } from '@/lib/people/db/factors'
import { passkeysOf } from '@/lib/people/db/passkeys'
import { findPerson } from '@/lib/people/db/people'
import { readSessions } from '@/lib/people/db/sessions'
import type { AccountPage } from '@/lib/people/domain/account-page'
import { ownRefusal } from './own-account'

/** The id of the session that this request is made with. */
export async function currentSessionId(): Promise<string | null> {
  const session = await auth().api.getSession({ headers: await headers() })
  return session?.session.id ?? null
}

/** Everything on the page of one's own account. */
export async function accountPage({ id, name, role, did }: PersonViewer): Promise<AccountPage> {
  const { manager } = await database()
  const [person, factors, passkeys, keys, sessions, current, refusal] = await Promise.all([
    findPerson(manager, id),
    readFactors(manager, id),
    passkeysOf(manager, id),
    keysOf(manager, id),
    readSessions(manager, id),
    currentSessionId(),
    ownRefusal(manager, id),
  ])
  return {
    ...{ name, role, did, refusal, passkeys, keys, second_factor: factors.second_factor },
    email: person?.email ?? '',
    recovery_codes_left: factors.second_factor ? await recoveryCodesLeft(id) : 0,
    passkey_origin: relyingParty(config().baseUrl)?.origin ?? null,
    sessions: sessions.map((session) => ({ ...session, current: session.session_id === current })),
  }
}

/** Null if they were encrypted with another secret: the page then still lets its reader turn the second factor off. */
async function recoveryCodesLeft(userId: string): Promise<number | null> {
  try {
    return (await auth().api.viewBackupCodes({ body: { userId } })).backupCodes.length
  } catch {
    return null
  }
}
