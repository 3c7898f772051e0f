// Created once: a table formats hundreds of numbers, and creating one of these takes longer than formatting ten.
const formats = new Map<string, Intl.NumberFormat>()

function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify(options)
  let known = formats.get(key)
  if (!known) {
    known = new Intl.NumberFormat('en-GB', options)
    formats.set(key, known)
  }
  const text = known.format(value)
  return text === '-0' ? '0' : text
}

/** Longer than this a decimal fraction is harder to read than an exponent. */
const least = 1e-6
const most = 1e21

const exponential = (value: number): string => String(value).replace('e+', 'e')

const isPlain = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= least && Math.abs(value) < most)

/** Exactly so many decimals: 7.50. */
export function decimalNumber(value: number, decimals: number): string {
  if (!isPlain(value)) return exponential(value)
  return format(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** At most so many decimals; a small value has three significant digits instead, since what is not 0 must not read 0. */
export function fixedNumber(value: number, decimals: number): string {
  const isSmall = value !== 0 && Math.abs(value) < 10 ** (1 - decimals)
  return isSmall || !isPlain(value)
    ? significantNumber(value, 3)
    : format(value, { maximumFractionDigits: decimals })
}

export function significantNumber(value: number, digits: number): string {
  if (!isPlain(value)) return exponential(Number(value.toPrecision(digits)))
  return format(value, { maximumSignificantDigits: digits })
}

/** As many significant figures as people can compare: 34.2, 8.9, 437, 0.04. */
export function compactNumber(value: number): string {
  const size = Math.abs(value)
  return fixedNumber(value, size >= 100 ? 0 : size >= 1 ? 1 : 2)
}

/** Every digit that was reported: 50,086,400. */
export function exactNumber(value: number): string {
  if (!isPlain(value)) return exponential(value)
  return format(value, { maximumSignificantDigits: Number.isInteger(value) ? 21 : 17 })
}

/** A mean with more digits than its samples can carry: two decimals, and six significant digits where it is small. */
export function meanNumber(value: number): string {
  if (Number.isInteger(value)) return exactNumber(value)
  return Math.abs(value) >= 1e4 ? fixedNumber(value, 2) : significantNumber(value, 6)
}
