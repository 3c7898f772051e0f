'use client'

import { useSyncExternalStore } from 'react'
import { Notice } from '@/components/ui/notice'
import { liveProblem, onState } from './connection'

const none = (): null => null

/** Says on every page of the console what is wrong with the server although it still shows pages, such as a full disk. */
export function ServerProblem() {
  const problem = useSyncExternalStore(onState, liveProblem, none)
  return problem === null ? null : (
    <div className="px-4 pt-3.5 lg:px-7">
      <Notice tone="error">{problem}</Notice>
    </div>
  )
}
