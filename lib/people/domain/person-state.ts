/** An invitation counts as a person who is still to come. */
export const personStates = ['active', 'invited', 'disabled'] as const
export type PersonState = (typeof personStates)[number]
