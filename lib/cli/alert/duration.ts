import { InvalidArgumentError } from 'commander'

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** "30m", "4h" or "2d" in milliseconds, as the parser of an option. */
export function durationMs(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? []
  const size = units[unit]
  if (size === undefined) throw new InvalidArgumentError('give a time such as 30m, 4h or 2d')
  return Number(count) * size
}
