'use client'

import { useRef, useState } from 'react'
import type { ChoicesOf, FleetChoice } from '@/lib/fleet/domain/fleet-page'
import { readChoices } from './fleet-reader'

/** The choices that contain `query`. */
export type Choices = {
  query: string
  choices: FleetChoice[]
  more: boolean
  problem: string | null
  reading: boolean
  search: (q: string) => Promise<void>
}

/** Labels, owners or nodes of the fleet, read on demand; the answer to an earlier search is dropped. */
export function useChoices(of: ChoicesOf): Choices {
  const searches = useRef(0)
  const [state, setState] = useState<Omit<Choices, 'search'>>({
    query: '',
    choices: [],
    more: false,
    problem: null,
    reading: false,
  })
  const search = async (q: string) => {
    searches.current += 1
    const current = searches.current
    setState((before) => ({ ...before, query: q, reading: true }))
    const answer = await readChoices(of, q.trim().slice(0, 255))
    if (current !== searches.current) return
    setState({
      query: q,
      choices: answer.ok ? answer.value.choices : [],
      more: answer.ok && answer.value.more,
      problem: answer.ok ? null : answer.error.detail,
      reading: false,
    })
  }
  return { ...state, search }
}
