import { expect, it } from 'vitest'
import { errorText } from './error-text'

it.each([
  ['is required', 'Required.'],
  ['must be in the future', 'Choose a time in the future.'],
  ['must say why; the approver reads it', 'Say why; the approver reads it.'],
  ['must be a whole number', 'Must be a whole number.'],
  ['Choose a node.', 'Choose a node.'],
  ['', '.'],
])('%j is shown as %j', (message, shown) => expect(errorText(message)).toBe(shown))
