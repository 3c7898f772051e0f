import { useRef, useState, useTransition } from 'react'
import type { Action } from '@/components/ui/use-send'
import { labelOf, type RuleDraft } from '@/lib/consent/domain/rule-draft'
import { matchesText, type RuleMatches } from '@/lib/consent/domain/rule-matches'

/** Typing is counted once it pauses. */
const pauseMs = 350

const bodyOf = ({ task, label, leastRisk }: RuleDraft): object => {
  const { label_key, label_value } = labelOf(label)
  return {
    ...{ task_name: task.trim(), label_key: label_key ?? '' },
    ...(label_value === null ? {} : { label_value }),
    ...(leastRisk === '' ? {} : { least_risk: leastRisk }),
  }
}

/** What the rule that is being written matches, in words, counted again by `count` after a pause, until `clear`. */
export function useMatches(first: RuleMatches | null, ask: Action<RuleMatches>) {
  const [text, setText] = useState(first && matchesText(first))
  const [, start] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wanted = useRef('')
  const count = (draft: RuleDraft) => {
    const body = bodyOf(draft)
    const key = JSON.stringify(body)
    if (key === wanted.current) return
    wanted.current = key
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      start(async () => {
        const counted = await ask(body).catch(() => null)
        // What is wrong is said at its field once the form is sent.
        if (wanted.current === key) setText(counted?.ok ? matchesText(counted.value) : null)
      })
    }, pauseMs)
  }
  const clear = () => {
    clearTimeout(timer.current)
    wanted.current = ''
    setText(null)
  }
  return { text, count, clear }
}
