/** How many zeros a text of digits has at its end. A pattern would look through every run of them again and again. */
function trailingZeros(digits: string): number {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end -= 1
  return digits.length - end
}

/** The digits of a decimal number without zeros around them, and the power of ten of the last one. */
function decimal(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '') return '0'
  const zeros = trailingZeros(digits)
  return `${digits.slice(0, digits.length - zeros)}e${Number(exponent) - fraction.length + zeros}`
}

/**
 * Whether a double is printed with the value that a JSON number is written with: 0.10 and 1e3 are, 9007199254740993 and
 * 0.12345678901234567890 are not. What is beyond any double is not judged here.
 */
export function isExactNumber(json: string): boolean {
  const held = Number(json)
  return !Number.isFinite(held) || decimal(json) === decimal(String(held))
}
