const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const day = { day: 'numeric', month: 'short' } as const

/** "14:46:12" in the reader's zone; "27 Nov, 14:46:12" when that was on another day than `now`. */
export function clockTime(at: number, now: Date): string {
  const date = new Date(at)
  const sameDay = date.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat('en-GB', sameDay ? time : { ...day, ...time }).format(date)
}
