type Ending = { expires_at: Date | null; revoked_at: Date | null }

/** How and when the last key of somebody ended who has none left. */
type EndedKeys = { how: 'expired' | 'was revoked'; at: Date }

const endOf = ({ expires_at, revoked_at }: Ending): Date | null => revoked_at ?? expires_at

/** Whether somebody can sign with the key at this time, in milliseconds since 1970. */
export const signsNow = (key: Ending, now: number): boolean => {
  const end = endOf(key)
  return end === null || end.getTime() > now
}

/** Null if one of the keys still signs, or there was none. */
export function endedKeys(keys: readonly Ending[], now: number): EndedKeys | null {
  if (keys.some((key) => signsNow(key, now))) return null
  const ends = keys.flatMap((key): EndedKeys[] => {
    const at = endOf(key)
    return at ? [{ at, how: key.revoked_at ? 'was revoked' : 'expired' }] : []
  })
  return ends.sort((a, b) => b.at.getTime() - a.at.getTime())[0] ?? null
}

/** Tells somebody whose approvals are unsigned again why. */
export const unsignedSince = ({ how, at }: EndedKeys): string =>
  `Your last signing key ${how} on ${at.toISOString().slice(0, 10)}: until you add another one, nothing that you approve, agree to or delegate is signed, and whoever has your session can do it in your name.`

const soonMs = 14 * 86_400_000

/** When the last of somebody's keys expires, if that is within two weeks; null otherwise. */
export function endsSoon(keys: readonly Ending[], now: number): Date | null {
  const ends = keys.filter((key) => signsNow(key, now)).map(endOf)
  const last = Math.max(...ends.map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY))
  return last - now <= soonMs && ends.length > 0 ? new Date(last) : null
}
