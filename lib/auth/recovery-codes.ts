import { randomInt } from 'node:crypto'

/** Without letters and digits that look alike on paper. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

const inTwo = (text: string): string => `${text.slice(0, 5)}-${text.slice(5)}`

/** Ten codes of 49 bits each, such as `7hk2m-q9xte`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () =>
    inTwo(Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')),
  )

/** A code as it was made, from what somebody typed: capitals, spaces and hyphens make no difference. */
export const recoveryCodeIn = (typed: string): string => inTwo(typed.toLowerCase().replace(/[^a-z0-9]/g, ''))
