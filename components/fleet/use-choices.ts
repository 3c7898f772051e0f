'use client'

import { useRef, useState } from 'react'
import type { FleetChoice } from '@/lib/fleet/domain/fleet-page'
import { readChoices } from './fleet-reader'

/** What can be chosen; `asked` is the text that it contains. */
export type Choices = {
  asked: string
  choices: FleetChoice[]
  more: boolean
  problem: string | null
  reading: boolean
  ask: (q: string) => Promise<void>
}

/** Labels or owners of the fleet, read when somebody asks; the answer to an older question is dropped. */
export function useChoices(of: 'label' | 'owner'): Choices {
  const questions = useRef(0)
  const [state, setState] = useState<Omit<Choices, 'ask'>>({
    asked: '',
    choices: [],
    more: false,
    problem: null,
    reading: false,
  })
  const ask = async (q: string) => {
    questions.current += 1
    const question = questions.current
    setState((before) => ({ ...before, asked: q, reading: true }))
    const answer = await readChoices(of, q.trim().slice(0, 255))
    if (question !== questions.current) return
    setState({
      asked: q,
      choices: answer.ok ? answer.value.choices : [],
      more: answer.ok && answer.value.more,
      problem: answer.ok ? null : answer.error.detail,
      reading: false,
    })
  }
  return { ...state, ask }
}
