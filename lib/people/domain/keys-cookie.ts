/** Whether single keys decide on requests and go through those that wait, as chosen in this browser. */
export const keysCookie = 'hakim_keys'

export const keysAreOn = (cookie: string | undefined): boolean => cookie !== 'off'
