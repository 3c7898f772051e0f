/** The digits of a decimal number without zeros around them, and the power of ten of the last one. */
function decimal(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length)
  return kept === '' ? '0' : `${kept}e${power}`
}

/**
 * Whether a double is printed with the value that a JSON number is written with: 0.10 and 1e3 are, 9007199254740993 and
 * 0.12345678901234567890 are not. What is beyond any double is not judged here.
 */
export function isExactNumber(json: string): boolean {
  const held = Number(json)
  return !Number.isFinite(held) || decimal(json) === decimal(String(held))
}
