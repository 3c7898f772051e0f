/** Beside a button whose change owners may be asked about; the server says when it must be given. */
export const askedReason = {
  name: 'reason',
  label: 'Why? Owners who are asked about it read this.',
  least: 0,
} as const
