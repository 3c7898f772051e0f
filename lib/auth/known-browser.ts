import { config, readSecret } from '@/lib/config'
import { isKnownDevice } from '@/lib/people/db/known-device'
import { cookieIn, deviceCookie } from '@/lib/people/domain/device-cookie'

/** Whether the browser with this Cookie header was signed in before. */
export function isKnownBrowser(header: string | undefined): boolean {
  const cookie = cookieIn(header, deviceCookie(config().baseUrl))
  return cookie !== null && isKnownDevice(deviceSecret(), cookie)
}

let kept: string | undefined

/** Read once, since strangers decide how often: the file does not change while the server runs. */
export function deviceSecret(): string {
  kept ??= readSecret(config())
  return kept
}
