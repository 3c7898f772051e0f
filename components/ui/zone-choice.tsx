'use client'

import { ChevronDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useOptimistic, useTransition } from 'react'
import { choiceCookie, zoneChoice, zoneChoices, zoneTexts } from '@/lib/kernel/time/shown-zone'
import { keepCookie } from './keep-cookie'
import { useReader } from './zone'

/** Says in which zone the times of this page are, and lets the reader choose another for every page. */
export function ZoneChoice() {
  const page = useReader()
  const router = useRouter()
  const [, start] = useTransition()
  const [chosen, choose] = useOptimistic(page?.reader.choice ?? 'mine')
  if (!page) return null
  const texts = zoneTexts(page.reader, page.node)
  const onChange = (value: string) => {
    const choice = zoneChoice(value)
    start(async () => {
      choose(choice)
      // In a transition of its own again after waiting; without cookies the choice is undone.
      if (await keepCookie(choiceCookie, choice)) start(() => router.refresh())
    })
  }
  return (
    <span className="relative inline-flex max-w-full items-baseline gap-1 rounded-control text-xs text-ink-3 hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <span className="min-w-0 truncate">{`times in ${texts[chosen]}`}</span>
      <ChevronDown className="size-3 shrink-0 self-center" aria-hidden="true" />
      {/* Over the text, which may be as short as the choice; a phone would zoom into a smaller font. */}
      <select
        name="times"
        aria-label="Times in"
        value={chosen}
        onChange={(event) => onChange(event.target.value)}
        className="absolute inset-x-0 top-1/2 h-6 w-full -translate-y-1/2 opacity-0 touch:h-11"
      >
        {zoneChoices.map((choice) => (
          <option key={choice} value={choice}>
            {texts[choice]}
          </option>
        ))}
      </select>
    </span>
  )
}
