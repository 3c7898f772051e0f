const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const named = (list: [RegExp, string][], text: string): string | undefined =>
  list.find(([pattern]) => pattern.test(text))?.[1]

/** "Firefox on Linux"; another program by the first word that it says of itself. */
export function browserWords(userAgent: string | null): string {
  if (!userAgent) return 'Unknown browser'
  const [browser, system] = [named(browsers, userAgent), named(systems, userAgent)]
  if (browser) return system ? `${browser} on ${system}` : browser
  return /^[\w.-]{1,30}/.exec(userAgent)?.[0] ?? 'Unknown browser'
}
