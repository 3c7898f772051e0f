import { cookies } from 'next/headers'
import { config } from '@/lib/config'
import { deviceOf, newDevice } from '@/lib/people/db/known-device'
import { deviceCookie, deviceCookieSeconds } from '@/lib/people/domain/device-cookie'
import { deviceSecret } from './known-browser'

/** The id of this browser, if it was signed in to this account before. */
export async function deviceFor(account: string): Promise<string | null> {
  const cookie = (await cookies()).get(deviceCookie(config().baseUrl))
  return cookie ? deviceOf(deviceSecret(), cookie.value, account) : null
}

/** After the right password. */
export async function rememberBrowser(account: string): Promise<void> {
  const { baseUrl } = config()
  const jar = await cookies()
  jar.set(deviceCookie(baseUrl), newDevice(deviceSecret(), account), {
    ...{ httpOnly: true, sameSite: 'lax', secure: baseUrl.startsWith('https:') },
    ...{ path: '/', maxAge: deviceCookieSeconds },
  })
}
