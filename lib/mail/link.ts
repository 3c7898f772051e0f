import { config } from '@/lib/config'

/** The address of a page of this server, for somebody who is not there yet. */
export const linkTo = (path: `/${string}`): string => config().baseUrl + path
