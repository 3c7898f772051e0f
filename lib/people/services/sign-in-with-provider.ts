import type { DataSource, EntityManager } from 'typeorm'
import { actAs } from '@/lib/db/connection/actor'
import { refusedBy } from '@/lib/db/connection/failures'
import type { PersonRow } from '@/lib/db/entities/person'
import type { Role } from '@/lib/kernel/role'
import { cleanName } from '@/lib/kernel/text/shown-name'
import { changeRole } from '@/lib/people/db/account-changes'
import { newId, newPersonDid } from '@/lib/people/db/credentials'
import { invitedRole } from '@/lib/people/db/invitations'
import { isNameTaken } from '@/lib/people/db/names'
import { findPerson, findPersonByEmail, insertWithoutPassword } from '@/lib/people/db/people'
import { addAccount, lockAccount, personOfAccount } from '@/lib/people/db/provider-accounts'
import { givesRoles, roleOfGroups, type SsoClaims } from '@/lib/people/domain/sso-claims'
import type { SsoProvider } from '@/lib/people/domain/sso-provider'
import type { SsoRefusal } from '@/lib/people/domain/sso-refusal'

type Outcome = { ok: true; personId: string } | { ok: false; refused: SsoRefusal }
type SignIn = { provider: SsoProvider; claims: SsoClaims; role: Role | null }

const refuse = (refused: SsoRefusal): Outcome => ({ ok: false, refused })

/**
 * Whose session a provider's verified claims open. An account there is known by issuer and subject; e-mail only decides
 * who a new account belongs to, and only as far as the provider's settings allow. Groups set the role at each sign-in.
 */
export const signInWithProvider = (
  db: DataSource,
  { provider, claims }: { provider: SsoProvider; claims: SsoClaims },
): Promise<Outcome> =>
  db.transaction(async (tx) => {
    await lockAccount(tx, claims)
    const role = roleOfGroups(claims.groups, provider)
    if (role === null && givesRoles(provider)) return refuse('no_role')
    const signIn = { provider, claims, role }
    const known = await personOfAccount(tx, claims)
    if (known === null) return firstSignIn(tx, signIn)
    const person = await findPerson(tx, known)
    return person ? enter(tx, person, signIn) : refuse('disabled')
  })

/** Somebody whom Hakim knows; without groups that give roles, theirs is set here. */
async function enter(tx: EntityManager, person: PersonRow, { provider, role }: SignIn): Promise<Outcome> {
  if (role !== null && givesRoles(provider) && role !== person.role) {
    await actAs(tx, person.did, { kind: 'provider', secret: provider.issuer })
    try {
      // A savepoint, so that the sign-in can go on.
      await tx.transaction((inner) => changeRole(inner, person.id, role, provider.issuer))
    } catch (error) {
      // Without an administrator nobody could put anything right, so the last one stays, whatever their groups say.
      if (refusedBy(error) !== 'people_last_admin') throw error
    }
  }
  return { ok: true, personId: person.id }
}

async function firstSignIn(tx: EntityManager, signIn: SignIn): Promise<Outcome> {
  const { provider, claims } = signIn
  const { email, emailVerified } = claims
  const owner = email === null ? null : await findPersonByEmail(tx, email)
  if (owner) {
    if (!emailVerified || !provider.link_by_email) return refuse('email_taken')
    if (owner.disabled_at) return refuse('disabled')
    await addAccount(tx, { ...claims, personId: owner.id })
    return enter(tx, owner, signIn)
  }
  if (email === null || !emailVerified) return refuse(provider.create_people ? 'no_email' : 'no_account')
  const did = newPersonDid()
  const invitedTo = await invitedRole(tx, email)
  if (invitedTo === null && !provider.create_people) return refuse('no_account')
  const role = givesRoles(provider) ? signIn.role : (invitedTo ?? signIn.role)
  if (role === null) return refuse('no_role')
  const id = newId()
  const called = claims.name ?? email.split('@')[0] ?? email
  // Nobody could be asked for another name, so the end of the DID tells the two apart.
  const name = (await isNameTaken(tx, called)) ? `${cleanName(called, 90)} (${did.slice(-6)})` : called
  // Somebody else may have taken the address since it was looked up.
  if (
    !(await insertWithoutPassword(tx, { id, name, email, did, role, joins: true, issuer: provider.issuer }))
  )
    return refuse('email_taken')
  await addAccount(tx, { ...claims, personId: id })
  return { ok: true, personId: id }
}
