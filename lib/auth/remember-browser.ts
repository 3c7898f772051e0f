import { cookies } from 'next/headers'
import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { deviceOf, newDevice } from '@/lib/people/db/known-device'
import { noteSignIn } from '@/lib/people/db/sessions'
import { deviceCookie, deviceCookieSeconds } from '@/lib/people/domain/device-cookie'
import { deviceSecret } from './known-browser'

/** The id of this browser, if it was signed in to this account before. */
export async function deviceFor(account: string): Promise<string | null> {
  const cookie = (await cookies()).get(deviceCookie(config().baseUrl))
  return cookie ? deviceOf(deviceSecret(), cookie.value, account) : null
}

/** So that strangers' guesses never keep the owner of this browser out. */
async function rememberBrowser(account: string): Promise<void> {
  const { baseUrl } = config()
  const jar = await cookies()
  jar.set(deviceCookie(baseUrl), newDevice(deviceSecret(), account), {
    ...{ httpOnly: true, sameSite: 'lax', secure: baseUrl.startsWith('https:') },
    ...{ path: '/', maxAge: deviceCookieSeconds },
  })
}

/** What follows the last step of a sign-in: the password alone, the code after it, a passkey, or a provider. */
export async function endSignIn({ id, email }: { id: string; email: string }): Promise<void> {
  await noteSignIn((await database()).manager, id)
  await rememberBrowser(email)
}
