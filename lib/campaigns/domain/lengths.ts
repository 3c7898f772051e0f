/** The units in which people say how long, by their minutes. */
export const units = { minutes: 1, hours: 60, days: 1_440 } as const
export type Unit = keyof typeof units

const byLength = ['days', 'hours', 'minutes'] as const satisfies readonly Unit[]

export const isUnit = (text: string): text is Unit => Object.hasOwn(units, text)

/** `1440` is one day: the largest unit of which it is a whole number. */
export function inUnits(minutes: number): { amount: number; unit: Unit } {
  const unit = minutes === 0 ? 'minutes' : (byLength.find((one) => minutes % units[one] === 0) ?? 'minutes')
  return { amount: minutes / units[unit], unit }
}

/** Whole minutes, so that half an hour may be written as 0.5 hours. */
export const inMinutes = (amount: number, unit: Unit): number => Math.round(amount * units[unit])
