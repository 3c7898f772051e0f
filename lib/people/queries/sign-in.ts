import { relyingParty } from '@/lib/auth/factors'
import { oneClickIsOn } from '@/lib/auth/one-click'
import { ssoProviders } from '@/lib/auth/sso/providers'
import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { countOwnPeople } from '@/lib/people/db/people'

type SignInOptions = {
  oneClick: boolean
  password: boolean
  /** Where passkeys work; null: nowhere. */
  passkeyOrigin: string | null
  providers: { id: string; name: string }[]
  needsSetup: boolean
}

/** The available ways to sign in: one click in local mode, passwords, providers, the setup while nobody has an account. */
export async function signInOptions(): Promise<SignInOptions> {
  const people = await countOwnPeople((await database()).manager)
  const oneClick = oneClickIsOn()
  const password = config().passwordSignIn
  return {
    oneClick,
    password,
    passkeyOrigin: password ? (relyingParty(config().baseUrl)?.origin ?? null) : null,
    providers: ssoProviders().map(({ id, name }) => ({ id, name })),
    // Without passwords the first administrator comes from a provider's groups.
    needsSetup: !oneClick && people === 0 && password,
  }
}
