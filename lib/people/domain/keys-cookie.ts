/** Whether the keys a and r approve and reject, as chosen in this browser. */
export const keysCookie = 'hakim_keys'

export const keysAreOn = (cookie: string | undefined): boolean => cookie !== 'off'
