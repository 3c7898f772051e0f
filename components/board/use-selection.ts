import { useState } from 'react'
import type { Listed } from './use-triage'

/** Which jobs of the list are selected; one that has left the list is no longer. */
export function useSelection(listed: readonly Listed[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const jobs = listed.filter(({ jobId }) => chosen.has(jobId))
  const named = (jobId: string) => listed.find((job) => job.jobId === jobId && job.decidable)
  const add = (some: readonly Listed[]) =>
    setChosen(new Set([...chosen, ...some.flatMap(({ jobId, decidable }) => (decidable ? [jobId] : []))]))
  return {
    ...{ jobs, named, has: (jobId: string) => chosen.has(jobId) },
    toggle: (jobId: string) => {
      if (!named(jobId)) return
      const next = new Set(chosen)
      if (!next.delete(jobId)) next.add(jobId)
      setChosen(next)
    },
    all: () => add(listed),
    /** Those of the same task as this one, or as what is selected. */
    sameTask: (jobId: string | null) => {
      const tasks = jobs.length > 0 ? jobs.map(({ task }) => task) : [named(jobId ?? '')?.task]
      add(listed.filter(({ task }) => tasks.includes(task)))
    },
    clear: () => setChosen(new Set()),
  }
}
