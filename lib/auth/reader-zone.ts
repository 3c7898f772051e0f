import { cookies } from 'next/headers'
import { choiceCookie, type ReaderZone, zoneChoice } from '@/lib/kernel/time/shown-zone'
import { parseZone, zoneCookie } from '@/lib/kernel/time/time-zone'

/** The browser's zone and the one chosen in it, from the cookies of a page's request. */
export async function readerZone(): Promise<ReaderZone> {
  const jar = await cookies()
  return {
    mine: parseZone(jar.get(zoneCookie)?.value ?? ''),
    choice: zoneChoice(jar.get(choiceCookie)?.value),
  }
}
