import { cookies } from 'next/headers'
import { keysAreOn, keysCookie } from '@/lib/people/domain/keys-cookie'

/** Whether single keys decide in this browser, from the cookie of a page's request. */
export const readerKeys = async (): Promise<boolean> => keysAreOn((await cookies()).get(keysCookie)?.value)
