const secretName = /authorization|cookie|password|secret|token/i

/** A quick check, since most lines have nothing to hide. */
const suspect = /hk_|:\/\/|bearer|basic|authorization|cookie|password|secret|token/i

const masks: [RegExp, string][] = [
  // Our own tokens, anywhere in the line.
  [/hk_[\w-]+/g, 'hk_…'],
  // The password in an address such as DATABASE_URL, which may itself contain an @.
  [/(:\/\/[^\s:/@]*:)\S*@/g, '$1…@'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 …'],
  // A cookie header holds several values.
  [/(cookie["']?\s*[:=]\s*["']?)[^"'\n]+/gi, '$1…'],
  // key: "value", as objects are printed, and key=value.
  [/((?:authorization|password|secret|token)\w*["']?\s*[:=]\s*)("[^"]*|'[^']*|[^\s,;&"'}]+)/gi, '$1…'],
]

const maskText = (text: string): string =>
  masks.reduce((masked, [pattern, shown]) => masked.replace(pattern, shown), text)

/** A line of JSON without secrets, whichever library they came from. */
export function mask(line: string): string {
  if (!suspect.test(line)) return line
  const masked = JSON.parse(line, (key, value: unknown) => {
    if (typeof value !== 'string') return value
    return secretName.test(key) ? '…' : maskText(value)
  })
  return `${JSON.stringify(masked)}\n`
}
