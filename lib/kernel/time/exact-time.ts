/** `2026-01-31 09:30:00 UTC`; a text that is no time, as another program may write it, stays as it came. */
export function exactTime(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Only the time of day, `09:30:00`, in UTC. */
export const clockTime = (iso: string): string => {
  const exact = exactTime(iso)
  return exact.endsWith(' UTC') ? exact.slice(11, 19) : exact
}

export const isTime = (iso: string): boolean => !Number.isNaN(Date.parse(iso))
