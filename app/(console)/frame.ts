import { cache } from 'react'
import { shell } from '@/lib/board/queries/shell'

/** The data of the frame around every page, read once for the frame, the title and the page. */
export const frame = cache(shell)
