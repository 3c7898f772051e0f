import { readPrivateFile } from './private-file'

/** A token as it may stand in a header; null for anything else. */
export const tokenIn = (text: string): string | null => /^[\x21-\x7e]+$/.exec(text.trim())?.[0] ?? null

/** The token in a file that nobody else can read. Throws an Error that says what to do. */
export function readTokenFile(file: string): string {
  const token = tokenIn(readPrivateFile(file))
  if (token === null) throw new Error('It must hold one line, the token (hk_…), and nothing else.')
  return token
}
