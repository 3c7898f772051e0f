import { config } from '@/lib/config'

/** The address at which people and programs reach this server. */
export const ownAddress = (): string => config().baseUrl
