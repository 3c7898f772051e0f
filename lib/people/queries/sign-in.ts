import { relyingParty } from '@/lib/auth/factors'
import { oneClickIsOn } from '@/lib/auth/one-click'
import { ssoProviders } from '@/lib/auth/sso/providers'
import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { countOwnPeople, hasOwnAdministrator } from '@/lib/people/db/people'

type SignInOptions = {
  oneClick: boolean
  password: boolean
  /** Where passkeys work; null: nowhere. */
  passkeyOrigin: string | null
  providers: { id: string; name: string }[]
  /** The setup is open: no administrator can sign in. */
  needsSetup: boolean
  /** Nobody else could sign in either. */
  isEmpty: boolean
}

/** The available ways to sign in: one click in local mode, passwords, providers, the setup while there is no administrator. */
export async function signInOptions(): Promise<SignInOptions> {
  const { manager } = await database()
  const [people, hasAdministrator] = await Promise.all([
    countOwnPeople(manager),
    hasOwnAdministrator(manager),
  ])
  const oneClick = oneClickIsOn()
  const password = config().passwordSignIn
  return {
    oneClick,
    password,
    passkeyOrigin: password ? (relyingParty(config().baseUrl)?.origin ?? null) : null,
    providers: ssoProviders().map(({ id, name }) => ({ id, name })),
    // Without passwords the first administrator comes from a provider's groups.
    needsSetup: !oneClick && !hasAdministrator && password,
    isEmpty: people === 0,
  }
}
