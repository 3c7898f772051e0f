/**
 * What is wrong with a field, as a sentence below it. The API says "must be a whole number" of the path that it names;
 * a form shows no path, so it asks for what is missing instead.
 */
export function errorText(message: string): string {
  if (message === 'is required') return 'Required.'
  if (message === 'must be in the future') return 'Choose a time in the future.'
  const said = message.replace(/^must say /, 'say ')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? '' : '.'}`
}
