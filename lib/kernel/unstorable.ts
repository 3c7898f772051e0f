import { type Failure, fail } from './errors'

/** PostgreSQL's codes for values that no column can hold: NUL in text or JSON, and numbers and times beyond its types. */
const codes: Record<string, string> = {
  '22021': 'A text contains the NUL character or is not valid Unicode. Remove it and send the rest again.',
  '22P05': 'A text contains the NUL character or is not valid Unicode. Remove it and send the rest again.',
  '22P02': 'A number, a time or an id is not one. Correct it and send it again.',
  '22003': 'A number is too large. Send a smaller one.',
  '22007': 'A time is not one. Correct it and send it again.',
  '22008': 'A time is too early or too late. Correct it and send it again.',
}

/** For input that got past all checks and that PostgreSQL cannot store: the sender's mistake; null for anything else. */
export function unstorable(error: unknown, depth = 0): Failure | null {
  if (!(error instanceof Error) || depth > 3) return null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const detail = Object.hasOwn(codes, code) ? codes[code] : undefined
  return detail ? fail('invalid', detail).error : unstorable(error.cause, depth + 1)
}
