/**
 * A field's error as a sentence below it. The API's message follows the path that it names ("must be a whole number");
 * a form shows no path, so the message becomes a sentence of its own.
 */
export function errorText(message: string): string {
  if (message === 'is required') return 'Required.'
  if (message === 'must be in the future') return 'Choose a time in the future.'
  const sentence = message.replace(/^must say /, 'say ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.!?]$/.test(sentence) ? '' : '.'}`
}
