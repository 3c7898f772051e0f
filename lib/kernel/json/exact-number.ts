/** How many zeros end a string of digits. A regular expression would take quadratic time. */
function trailingZeros(digits: string): number {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end -= 1
  return digits.length - end
}

/** The digits of a decimal number without leading and trailing zeros, and the power of ten of the last one. */
function decimal(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '') return '0'
  const zeros = trailingZeros(digits)
  return `${digits.slice(0, digits.length - zeros)}e${Number(exponent) - fraction.length + zeros}`
}

/**
 * Whether a double prints as the same value as a JSON number: true for 0.10 and 1e3, false for 9007199254740993 and
 * 0.12345678901234567890. Also true beyond the range of doubles, which is checked elsewhere.
 */
export function isExactNumber(json: string): boolean {
  const held = Number(json)
  return !Number.isFinite(held) || decimal(json) === decimal(String(held))
}
