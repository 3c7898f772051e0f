import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { countPeople } from '@/lib/people/db/people'

/** The available ways to sign in: one click in local mode, the setup while nobody has an account. */
export async function signInOptions(): Promise<{ oneClick: boolean; needsSetup: boolean }> {
  const people = await countPeople((await database()).manager)
  return { oneClick: config().oneClick, needsSetup: people === 0 }
}
