import type systeminformation from 'systeminformation'

export type Library = typeof systeminformation

/**
 * The library that reads what this system says of itself, loaded when it is first asked for: it takes 10 MB, and on Linux no
 * sample needs it.
 */
export const library = async (): Promise<Library> => (await import('systeminformation')).default
