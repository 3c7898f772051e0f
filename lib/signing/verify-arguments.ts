/** The files that `node verify-consent.mjs FILE [--pins FILE]` was given; null if it was called in another way. */
export function filesOf([file, option, pins, ...rest]: readonly string[]): {
  file: string
  pins?: string
} | null {
  if (file === undefined || file.startsWith('-') || rest.length > 0) return null
  if (option === undefined) return { file }
  return option === '--pins' && pins !== undefined ? { file, pins } : null
}
