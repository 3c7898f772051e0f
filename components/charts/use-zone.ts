import { useSyncExternalStore } from 'react'
import { localZone } from './time-axis'

const never = () => () => {}

/** The reader's time zone; UTC until the page has been hydrated, since the server cannot know it. */
export const useZone = (): string => useSyncExternalStore(never, localZone, () => 'UTC')
