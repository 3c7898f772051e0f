import { ssoProviders } from '@/lib/auth/sso/providers'
import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { countPeople } from '@/lib/people/db/people'

type SignInOptions = {
  oneClick: boolean
  password: boolean
  providers: { id: string; name: string }[]
  needsSetup: boolean
}

/** The available ways to sign in: one click in local mode, passwords, providers, the setup while nobody has an account. */
export async function signInOptions(): Promise<SignInOptions> {
  const people = await countPeople((await database()).manager)
  const { oneClick, passwordSignIn } = config()
  return {
    oneClick,
    password: passwordSignIn,
    providers: ssoProviders().map(({ id, name }) => ({ id, name })),
    // Without passwords the first administrator comes from a provider's groups.
    needsSetup: people === 0 && passwordSignIn,
  }
}
