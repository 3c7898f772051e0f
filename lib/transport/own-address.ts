import { config } from '@/lib/config'

/** The address that people and programs use for this server. */
export const ownAddress = (): string => config().baseUrl
