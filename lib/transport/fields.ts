/** Text where text belongs; anything else reads as empty and is refused by the service as such. */
export const textField = (value: unknown): string => (typeof value === 'string' ? value : '')
