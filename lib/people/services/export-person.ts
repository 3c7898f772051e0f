import { ok, type Result } from '@/lib/kernel/errors'
import type { Role } from '@/lib/kernel/role'
import { logAboutPerson } from '@/lib/people/db/account-changes'
import { readPersonalData } from '@/lib/people/db/personal-data'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

type Account = {
  did: string
  name: string
  email: string
  role: Role
  created_at: Date
  last_sign_in_at: Date | null
  disabled_at: Date | null
  state_reason: string | null
}

export type PersonExport = {
  exported_at: Date
  person: Account
  /** Lists by name; `cut` names those of which only the newest entries are here. */
  lists: Record<string, unknown[]>
  cut: string[]
}

/** Everything that is kept about a person, apart from secrets and the log, which has its own export. It is logged. */
export const exportPerson = (context: RightsContext, emailOrDid: string): Promise<Result<PersonExport>> =>
  personTransaction(context, 'readPeople', emailOrDid, async ({ tx, person }) => {
    const { did, name, email, role, created_at, last_sign_in_at, disabled_at, state_reason } = person
    const data = await readPersonalData(tx, person.id)
    await logAboutPerson(tx, 'person exported', { person_did: did })
    return ok({
      exported_at: new Date(),
      person: { did, name, email, role, created_at, last_sign_in_at, disabled_at, state_reason },
      ...data,
    })
  })
