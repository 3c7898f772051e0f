import { isJsonObject } from '@/lib/kernel/json/json'

/** Text where text belongs; anything else becomes empty, which the service refuses. */
export const textField = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The fields of an action's input; input that is not an object has none, and the service refuses the missing ones. */
export const fieldsOf = (input: unknown): Record<string, unknown> => (isJsonObject(input) ? input : {})
