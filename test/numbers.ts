import fc from 'fast-check'

/** Any double; hardly one in fifty of them has a size that people meet. */
const double = fc.double({ noNaN: true, noDefaultInfinity: true })

/** From a millionth to 10¹⁴, with up to five digits. */
const met = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -6, max: 9 }))
  .map(([digits, power]) => digits * 10 ** power)

const anyNumber = fc.oneof(double, met)

/** Two numbers, often with a small difference beside their size. */
export const twoNumbers = fc.oneof(
  fc.tuple(anyNumber, anyNumber),
  fc
    .tuple(met, fc.integer({ min: 1, max: 99 }), fc.integer({ min: -12, max: 0 }))
    .map(([one, digits, power]): [number, number] => [one, one + one * digits * 10 ** power]),
)
