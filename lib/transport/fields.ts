import { isJsonObject } from '@/lib/kernel/json/json'

/** Text where text belongs; anything else reads as empty and is refused by the service as such. */
export const textField = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The fields of an action's input; what is no object has none, and is refused by the service for what is missing. */
export const fieldsOf = (input: unknown): Record<string, unknown> => (isJsonObject(input) ? input : {})
