/** Labels as people edit them: one `key=value` a line, a key alone for an empty value. */
export const labelLines = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join('\n')

/** The labels of such a text; spaces around keys and values, and empty lines, mean nothing. */
export const labelsOfLines = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [key = '', ...rest] = line.split('=')
      return line.trim() === '' ? [] : [[key.trim(), rest.join('=').trim()]]
    }),
  )
