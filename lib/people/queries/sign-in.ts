import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { countPeople } from '@/lib/people/db/people'

/** Which ways in there are: one click in local mode, the set-up while nobody has an account. */
export async function signInOptions(): Promise<{ oneClick: boolean; needsSetup: boolean }> {
  const people = await countPeople((await database()).manager)
  return { oneClick: config().oneClick, needsSetup: people === 0 }
}
