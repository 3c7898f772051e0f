import { useState } from 'react'

type Group = { title: string; jobIds: string[]; count: number }

/**
 * The groups in the order in which they were first seen: no row moves while somebody decides, one that has left may come back
 * to its place, and new ones wait until they are asked for.
 */
export function useHeldOrder(groups: readonly Group[]) {
  const [held, setHeld] = useState(groups)
  const present = new Set(groups.flatMap(({ jobIds }) => jobIds))
  const known = new Set(held.flatMap(({ jobIds }) => jobIds))
  const counts = new Map(groups.map(({ title, count }) => [title, count]))
  return {
    groups: held.flatMap(({ title, jobIds }) => {
      const left = jobIds.filter((jobId) => present.has(jobId))
      return left.length > 0 ? [{ title, jobIds: left, count: counts.get(title) ?? left.length }] : []
    }),
    fresh: [...present].filter((jobId) => !known.has(jobId)).length,
    renew: () => setHeld(groups),
  }
}
