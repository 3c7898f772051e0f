/** `2026-01-31 09:30:00 UTC`; text of another program that is not a time stays as it is. */
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
